import { answerEvents } from '#common/epcis/answer-events.ts';
import type { Endpoint } from '#common/http.ts';
import { Refused } from '#common/refused.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { Registry } from '#common/store/registry.ts';
import { SIMPLE_EVENT_QUERY } from '#shared/epcis/query-message.ts';
import { refuse } from '#shared/refusal.ts';
import { spellingsOfPath } from './spellings-of-path.ts';

/** One event with every declaration about it, never paged (EPCIS 2.0, REST binding). */
export const showEvent =
  (needs: { ledger: Pick<Ledger, 'eventsById'>; registry: Pick<Registry, 'tenant'>; now: () => Date }): Endpoint =>
  async (request) => {
    const { tenant, path, queryString } = request;
    const id = path['eventID'] ?? '';
    for (const eventId of idsOf(id, queryString)) {
      const events = await needs.ledger.eventsById(tenant, [eventId]);
      if (events.length === 0) continue;
      const byPage = `GET /epcis/events?EQ_eventID=${encodeURIComponent(eventId)} answers them a page at a time`;
      return answerEvents(needs, request, { events, queryName: SIMPLE_EVENT_QUERY, whenTooMany: byPage });
    }
    throw new Refused(refuse('not-found', `no event ${id}`, { at: 'eventID', remedy: 'percent-encode the whole id' }));
  };

/** Event hashes end in `?ver=CBV2.0`, which stands in the query string when it was not percent-encoded. */
function idsOf(rest: string, queryString: string): string[] {
  const spellings = spellingsOfPath(rest);
  return queryString === '' ? spellings : [...spellings, ...spellings.map((one) => `${one}?${queryString}`)];
}
