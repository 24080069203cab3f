import { mustSpeakVersion2, versionHeaders } from '#common/epcis-headers.ts';
import type { Endpoint } from '#common/http.ts';
import { nextPage, readQueryString } from '#common/query-string.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { Registry } from '#common/store/registry.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { translateEpcs } from '#shared/epcis/translate-epcs.ts';
import { queryDocument } from '#shared/epcis/write-json.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { type Spelling, spellingOf } from './epc-spelling.ts';
import { writePageToken } from './page-token.ts';
import { readQuery } from './read-query.ts';
import { runQuery } from './run-query.ts';

/** Events by SimpleEventQuery, a page at a time (EPCIS 2.0, REST binding). */
export const queryEvents =
  (needs: { ledger: Ledger; registry: Pick<Registry, 'tenant'>; now: () => Date }): Endpoint =>
  async (request) => {
    mustSpeakVersion2(request);
    const parameters = readQueryString(request.queryString);
    const query = readQuery(parameters);
    const spelling = await spellingOf(needs.registry, request);
    const { events, next } = await runQuery(needs.ledger, request.tenant, query);
    const token = next === undefined ? undefined : writePageToken(next, parameters);
    const creationDate = needs.now().toISOString();
    return {
      status: 200,
      body: queryDocument(
        events.map((stored) => told(stored, spelling)),
        { creationDate, queryName: 'SimpleEventQuery' },
      ),
      headers: { ...versionHeaders, 'GS1-EPC-Format': spelling.format, ...nextPage(request.url, parameters, token) },
    };
  };

/** The event as it was captured, with the id and record time that it has here. */
function told({ event, eventId, recordTime }: StoredEvent, { spell }: Spelling): EpcisEvent {
  return { ...translateEpcs(event, spell), eventID: eventId, recordTime };
}
