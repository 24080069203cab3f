import type { Refusal } from '../../refusal.ts';
import { isJsonObject, type JsonObject } from '../../wire/json.ts';
import { isProblem, type Problem, problem, under } from '../problem.ts';
import type { QueryMessage } from '../query-message.ts';
import { isFault, nameFault, QUERY_RULE, readParameters, type SentParameter } from '../query-parameters.ts';
import { finishedQuery } from '../read-query-message.ts';
import { elementRefusal } from './read-event.ts';
import { parameterValue } from './read-parameter-value.ts';
import type { Built } from './read-tree.ts';

const NO_DEFINITIONS = new Map<string, string>();

/** The query that a Poll is (EPCglobal-epcis-query-2_0.xsd), or the first thing that is wrong with it. */
export function queryIn({ tree, trail, spot }: Built): QueryMessage | Refusal {
  const refused = (wrong: Problem): Refusal => ({
    ...elementRefusal(wrong, tree, trail, spot),
    ...(isFault(wrong) ? { refused: wrong.refused } : {}),
  });
  const { queryName, params } = isJsonObject(tree) ? tree : {};
  for (const [name, value] of Object.entries({ queryName, params }))
    if (value === undefined || value === '') return refused(missing(name));
  const wrong = nameFault(queryName, 'query');
  if (wrong !== undefined) return refused(under('queryName', wrong));
  const sent = sentIn(Array.isArray(params) ? params.filter(isJsonObject) : []);
  if (isProblem(sent)) return refused(sent);
  const read = readParameters(sent);
  if (isFault(read)) return refused(read);
  const query = finishedQuery(String(queryName), read.params, NO_DEFINITIONS);
  return 'refused' in query ? { ...refused(problem(query.detail, QUERY_RULE)), ...query } : query;
}

const missing = (name: string): Problem =>
  problem(
    `<${name}> is missing`,
    QUERY_RULE,
    name === 'params' ? '<params/> asks without parameters' : 'name the query',
  );

function sentIn(params: readonly JsonObject[]): readonly SentParameter[] | Problem {
  const sent: SentParameter[] = [];
  for (const [index, { name, value = null }] of params.entries()) {
    const path = `/params/${index}`;
    const read = parameterValue(value);
    const valuePath = `${path}/value`;
    if ('path' in read) return { ...read, path: valuePath };
    sent.push({
      name,
      value: read.value,
      path,
      valuePath: Array.isArray(read.value) ? `${valuePath}/string` : valuePath,
    });
  }
  return sent;
}
