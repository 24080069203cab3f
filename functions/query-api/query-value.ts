import { epcOfPath } from '#common/epc-of-path.ts';
import { answerCollection } from '#common/epcis/answer-collection.ts';
import type { Endpoint, Request } from '#common/http.ts';
import { bothQueries } from '#common/query/both-queries.ts';
import { runQuery } from '#common/query/run-query.ts';
import { readQueryString } from '#common/query-string.ts';
import { Refused } from '#common/refused.ts';
import type { EventQuery } from '#shared/epcis/query/event-query.ts';
import { SIMPLE_EVENT_QUERY } from '#shared/epcis/query-message.ts';
import { canonicalKey } from '#shared/gs1/canonical-epc.ts';
import { refuse } from '#shared/refusal.ts';
import { answerPage, type EventNeeds } from './answer-page.ts';
import { askedQuery } from './asked-query.ts';
import type { Resource } from './resources.ts';

const EVENTS = '/events';

/**
 * What is below one value of a resource: the collection of what there is, which is `events`, and those events, with further parameters that restrict
 * them (EPCIS 2.0, REST binding). Both end in one route, because values have slashes: the serial `events` of a GS1 key stays a serial. Another value
 * that ends so is sent percent-encoded once more than the gateway decodes.
 */
export const queryValue =
  (needs: EventNeeds, resource: Resource): Endpoint =>
  async (request) => {
    const rest = request.path['value'] ?? '';
    const isOfEvents = rest.endsWith(EVENTS) && canonicalKey(epcOfPath(rest)) === undefined;
    const value = resource.valueOf(isOfEvents ? rest.slice(0, -EVENTS.length) : rest);
    const restriction = restrictionTo(request, resource, value);
    const mustBeSeen = () => refuseUnseen(needs, request, resource, value, restriction);
    if (isOfEvents) return eventsOf(needs, request, { resource, value, restriction, mustBeSeen });
    await mustBeSeen();
    return answerCollection(request, ['events'], {});
  };

interface Below {
  readonly resource: Resource;
  readonly value: string;
  readonly restriction: EventQuery;
  readonly mustBeSeen: () => Promise<void>;
}

function eventsOf(needs: EventNeeds, request: Request, { resource, value, restriction, mustBeSeen }: Below) {
  const parameters = readQueryString(request.queryString);
  const asked = askedQuery(request, parameters);
  const url = `/epcis/${resource.name}/${encodeURIComponent(value)}${EVENTS}`;
  return answerPage(needs, {
    request,
    query: bothQueries(asked.query, restriction),
    names: [resource.parameter, ...asked.names],
    paged: { request, url, parameters },
    queryName: SIMPLE_EVENT_QUERY,
    whenNone: mustBeSeen,
  });
}

/** The query for the value alone. What cannot be asked for cannot have been seen either. */
function restrictionTo(request: Request, resource: Resource, value: string): EventQuery {
  if (value === '' || value.includes('|')) throw unseen(resource, value);
  try {
    return askedQuery(request, new Map([[resource.parameter, value]])).query;
  } catch (error) {
    if (error instanceof Refused && error.refusal.at === resource.parameter) throw unseen(resource, value);
    throw error;
  }
}

async function refuseUnseen(
  needs: EventNeeds,
  { tenant }: Request,
  resource: Resource,
  value: string,
  restriction: EventQuery,
): Promise<void> {
  if (resource.always.includes(value)) return;
  const { events } = await runQuery(needs, tenant, restriction, { perPage: 1 });
  if (events.length === 0) throw unseen(resource, value);
}

const unseen = ({ name }: Resource, value: string) =>
  new Refused(
    refuse('not-found', `no event has ${value || 'an empty value'} among its ${name}`, {
      at: value,
      rule: 'EPCIS 2.0, REST binding, NoSuchNameException',
      remedy: `percent-encode the whole value; GET /epcis/${name} lists those there are`,
    }),
  );
