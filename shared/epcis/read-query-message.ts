import { type Refusal, refuse } from '../refusal.ts';
import { isJsonObject, type Json, type JsonObject } from '../wire/json.ts';
import { pointerStep } from '../wire/json-pointer.ts';
import { type Definitions, readContext } from './prefixes.ts';
import { isProblem, JSON_BINDING, problem, refusalOf, under } from './problem.ts';
import { type QueryMessage, SIMPLE_EVENT_QUERY } from './query-message.ts';
import { isFault, nameFault, type QueryProblem, readParameters } from './query-parameters.ts';
import { spelledWords } from './query-spelling.ts';
import { bareWord } from './vocabulary.ts';

/**
 * The query that a JSON object is: `{"name", "query": {…}}`, the body of `POST /queries`, or the parameters alone, which
 * are those of SimpleEventQuery, as they are when there is no name. `@context` may stand in either.
 */
export function readQueryMessage(root: JsonObject): QueryMessage | Refusal {
  const { query } = root;
  const isDefinition = isJsonObject(query);
  const holder = isDefinition ? query : root;
  const base = isDefinition ? '/query' : '';
  const outer = contextOf(root);
  if (!(outer instanceof Map)) return outer;
  const definitions = isDefinition ? contextOf(query, outer, base) : outer;
  if (!(definitions instanceof Map)) return definitions;
  const named = isDefinition ? nameIn(root) : SIMPLE_EVENT_QUERY;
  if (typeof named !== 'string') return named;
  const sent = Object.entries(holder).flatMap(([name, value]) => {
    const path = base + pointerStep(name);
    return name === '@context' ? [] : [{ name, value, path, valuePath: path }];
  });
  const read = readParameters(sent);
  return isFault(read) ? refusalOfQuery(read) : finishedQuery(named, read.params, definitions);
}

/** The query with its CBV words bare. Refuses two names that mean one parameter: `at` is the base of the parameters. */
export function finishedQuery(
  queryName: string,
  params: QueryMessage['params'],
  definitions: Definitions,
): QueryMessage | Refusal {
  const entries = spelledWords(params, bareWord);
  const bare = Object.fromEntries(entries);
  if (Object.keys(bare).length < entries.length) {
    const twice = entries.map(([name]) => name).find((name, at, all) => all.indexOf(name) < at);
    return refuse('bad-parameter', `two parameters mean ${JSON.stringify(twice)}`, {
      rule: 'EPCIS 2.0 §8.2.5 Query control interface, QueryParam',
      remedy: 'give it once, with a list when several values will do',
    });
  }
  return { queryName, params: bare, ...(definitions.size === 0 ? {} : { context: Object.fromEntries(definitions) }) };
}

const refusalOfQuery = ({ refused, ...wrong }: QueryProblem): Refusal => ({ ...refusalOf(wrong), refused });

function contextOf(holder: JsonObject, outer?: Definitions, base = ''): Map<string, string | JsonObject> | Refusal {
  const { '@context': context = [] } = holder;
  const read = readContext(context, outer);
  return isProblem(read) ? refusalOf(under('@context', read), base) : read;
}

function nameIn({ '@context': _context, name = SIMPLE_EVENT_QUERY, query: _query, ...others }: JsonObject) {
  const [other] = Object.keys(others);
  if (other !== undefined)
    return refusalOf(
      under(other, problem('a query is told by "name" and "query" alone', JSON_BINDING, 'put parameters into "query"')),
    );
  const wrong = nameFault(name, 'query');
  if (wrong !== undefined) return refusalOfQuery({ ...wrong, path: '/name' });
  return textOr(name, SIMPLE_EVENT_QUERY);
}

const textOr = (value: Json, otherwise: string): string => (typeof value === 'string' ? value : otherwise);
