import { extensionsOf } from '#common/epcis/extensions.ts';
import type { Request } from '#common/http.ts';
import { orRefuse } from '#common/refused.ts';
import type { EventQuery } from '#shared/epcis/query/event-query.ts';
import { queryOfParameters } from '#shared/epcis/query/query-of-parameters.ts';
import { readEventQuery } from '#shared/epcis/query/read-event-query.ts';

/** A query with the names of its parameters. */
export interface AskedQuery {
  readonly query: EventQuery;
  readonly names: readonly string[];
}

/** The SimpleEventQuery that parameters of a request are; those of paging are no part of it. */
export function askedQuery(request: Pick<Request, 'headers'>, parameters: ReadonlyMap<string, string>): AskedQuery {
  const own = new Map([...parameters].filter(([name]) => name !== 'perPage' && name !== 'nextPageToken'));
  const message = orRefuse(queryOfParameters(own, extensionsOf(request)));
  return { query: orRefuse(readEventQuery(message)), names: Object.keys(message.params) };
}
