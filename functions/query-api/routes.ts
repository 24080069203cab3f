import type { Endpoint, Routes } from '#common/http.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { LedgerLists } from '#common/store/ledger-lists.ts';
import type { NamedQueries } from '#common/store/named-queries.ts';
import type { Subscriptions } from '#common/store/subscriptions.ts';
import type { EventNeeds } from './answer-page.ts';
import { createQuery } from './create-query.ts';
import { deleteQuery } from './delete-query.ts';
import { listMembers } from './list-members.ts';
import { listQueries } from './list-queries.ts';
import { listResources } from './list-resources.ts';
import { queryEvents } from './query-events.ts';
import { queryNamed } from './query-named.ts';
import { queryValue } from './query-value.ts';
import { releaseToken } from './release-token.ts';
import { resources } from './resources.ts';
import { showEvent } from './show-event.ts';
import { showQuery } from './show-query.ts';

export interface Needs extends EventNeeds {
  readonly ledger: Ledger;
  readonly lists: LedgerLists;
  readonly queries: NamedQueries;
  readonly subscriptions: Pick<Subscriptions, 'endOfQuery'>;
  readonly now: () => Date;
}

/** Every route by which the repository is asked (EPCIS 2.0, REST binding). */
export const routes = (needs: Needs): Routes => ({
  'GET /epcis': reading(listResources()),
  'GET /epcis/events': reading(queryEvents(needs)),
  'GET /epcis/events/{eventID+}': reading(showEvent(needs)),
  ...Object.fromEntries(
    Object.values(resources).flatMap((resource) => [
      [`GET /epcis/${resource.name}`, reading(listMembers(needs, resource))],
      [`GET /epcis/${resource.name}/{value+}`, reading(queryValue(needs, resource))],
    ]),
  ),
  'GET /epcis/queries': reading(listQueries(needs)),
  'POST /epcis/queries': { permission: 'queries:write', endpoint: createQuery(needs) },
  'GET /epcis/queries/{queryName}': reading(showQuery(needs)),
  'DELETE /epcis/queries/{queryName}': { permission: 'queries:write', endpoint: deleteQuery(needs) },
  'GET /epcis/queries/{queryName}/events': reading(queryNamed(needs)),
  'DELETE /epcis/nextPageToken/{token}': { ...reading(releaseToken()), anyLength: true },
});

const reading = (endpoint: Endpoint) => ({ permission: 'events:query' as const, endpoint });
