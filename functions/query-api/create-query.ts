import { entryOf } from '#common/entry-of.ts';
import { extensionsOf } from '#common/epcis/extensions.ts';
import { mustBeJson } from '#common/epcis/media.ts';
import { isSoapQuery } from '#common/epcis/soap-query.ts';
import { mustSpeakVersion2 } from '#common/epcis-headers.ts';
import type { Endpoint, Request } from '#common/http.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { LONGEST_QUERY, MOST_QUERIES, type NamedQueries, queryText } from '#common/store/named-queries.ts';
import { readEventQuery } from '#shared/epcis/query/read-event-query.ts';
import { type QueryMessage, SIMPLE_EVENT_QUERY } from '#shared/epcis/query-message.ts';
import { readQueryMessage } from '#shared/epcis/read-query-message.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { isJsonObject, type Json, type JsonObject } from '#shared/wire/json.ts';
import { readJsonText } from '#shared/wire/read-json-text.ts';

const RULE = 'EPCIS 2.0, REST binding, QueryDefinition';
/** Names as they stand in a path without being percent-encoded (RFC 3986, pchar), so that every client writes the same link. */
const segment = /^(?!\.{1,2}$)[A-Za-z0-9._~!$&'()*+,;=:@-]{1,200}$/;
/** Characters of a query in the audit trail. */
const MOST_TOLD = 10_000;
/** A query is flat; contexts nest a little. */
const DEPTH = 10;

/** Keeps a query under a name. It is read as it would be to answer it, so a query that is kept can be run. */
export const createQuery =
  (needs: { queries: Pick<NamedQueries, 'create' | 'names'>; now: () => Date }): Endpoint =>
  async (request) => {
    mustSpeakVersion2(request);
    mustBeJson(request, 'a query', RULE);
    const body = orRefuse(readJsonText(request.text, { depth: DEPTH, length: 4 * LONGEST_QUERY })).value;
    const name = orRefuse(nameIn(body));
    const message = orRefuse(asBadQuery(definitionIn(body, request)));
    mustFit(message);
    await mustHaveRoom(needs.queries, request.tenant, name);
    const createdAt = needs.now().toISOString();
    const query = { name, message, createdAt, by: request.caller };
    const entry = entryOf(request, createdAt, 'query-made', `query ${name}`, { detail: { query: toldQuery(message) } });
    if ((await needs.queries.create(request.tenant, query, entry)) === 'exists') throw taken(name, 'exists');
    return { status: 201, headers: { Location: `/epcis/queries/${encodeURIComponent(name)}` } };
  };

/** What the audit trail keeps of a query: all of it, unless it is long. */
const toldQuery = (message: QueryMessage): string => {
  const text = queryText(message);
  return text.length > MOST_TOLD ? `${text.slice(0, MOST_TOLD)} …` : text;
};

function nameIn(body: Json): string | Refusal {
  if (!isJsonObject(body) || !isJsonObject(body['query']))
    return refuse('bad-query', 'the body is no definition of a query', {
      at: '/query',
      rule: RULE,
      remedy: 'send {"name": …, "query": {…}}, the parameters inside "query"',
    });
  const { name } = body;
  if (typeof name !== 'string' || !segment.test(name))
    return refuse('bad-query', 'the name of the query is missing, or no name', {
      at: '/name',
      rule: RULE,
      remedy: 'give it 1 to 200 letters, digits and marks that stand in a path, without blanks and slashes',
    });
  if (isSoapQuery(name))
    return refuse('bad-query', `the name ${name} is kept for a subscription of SOAP`, {
      at: '/name',
      rule: RULE,
      remedy: 'choose a name that does not begin so',
    });
  if (name === SIMPLE_EVENT_QUERY) throw taken(name, 'is the standard’s own');
  return name;
}

/** The query, with the prefixes that the request defines besides those of its context, and without a fault in its parameters. */
function definitionIn(body: Json, request: Request): QueryMessage | Refusal {
  const definition: JsonObject = isJsonObject(body) ? body : {};
  const read = readQueryMessage(definition);
  if (isRefusal(read)) return read;
  const context = { ...extensionsOf(request), ...read.context };
  const message = { ...read, ...(Object.keys(context).length > 0 && { context }) };
  const query = readEventQuery(message);
  return isRefusal(query) ? { ...query, at: `/query/${query.at ?? ''}` } : message;
}

/** Whatever is wrong with a parameter, what is refused is the definition (QueryValidationException). */
const asBadQuery = (read: QueryMessage | Refusal): QueryMessage | Refusal =>
  isRefusal(read) ? { ...read, refused: 'bad-query' } : read;

function mustFit(message: QueryMessage): void {
  if (queryText(message).length <= LONGEST_QUERY) return;
  throw new Refused(
    refuse('bad-query', `the query has more than ${LONGEST_QUERY} characters`, {
      at: '/query',
      rule: RULE,
      remedy: 'make several queries of shorter lists',
    }),
  );
}

/** A name that is taken is told as that. Of several at one moment all may be the last: a few more change nothing for who lists them. */
async function mustHaveRoom(queries: Pick<NamedQueries, 'names'>, tenant: string, name: string): Promise<void> {
  const names = await queries.names(tenant);
  if (names.length < MOST_QUERIES || names.includes(name)) return;
  throw new Refused(
    refuse('not-permitted', `a tenant may keep ${MOST_QUERIES} queries at most`, {
      rule: RULE,
      remedy: 'delete those that are not needed; GET /epcis/queries lists them',
    }),
  );
}

const taken = (name: string, why: string) =>
  new Refused(
    refuse('conflict', `a query ${name} ${why}`, {
      at: '/name',
      rule: 'EPCIS 2.0, REST binding, ResourceAlreadyExistsException',
      remedy: 'take another name; a query of your own can be deleted first, there is no update',
    }),
  );
