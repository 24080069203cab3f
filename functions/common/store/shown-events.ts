import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { EVENT } from './event-items.ts';
import { eventsById } from './events-by-id.ts';
import { refsIn } from './index-refs.ts';
import { short } from './index-rows.ts';
import { lotEventKey } from './keys.ts';
import { readEvents } from './read-events.ts';
import type { EventRef } from './ref-rows.ts';

/** Reads a few events of the ledger as they were captured, to show what would be made of them. */
export function shownEvents(db: DynamoDBDocumentClient, table: string) {
  const { fetch } = readEvents(db, table);
  const byId = eventsById(db, table);
  return {
    /** Events by id, in order of time; those that were declared errors are told as such. */
    byId: async (tenant: string, ids: readonly string[]): Promise<{ eventId: string; event: EpcisEvent }[]> => {
      const found = (await byId(tenant, ids)).map(({ stored: { eventId, event } }) => ({
        eventId,
        event: { ...event, eventID: eventId },
      }));
      // A declaration has the id of its event, and stands for it.
      return [...new Map(found.map((one) => [one.eventId, one])).values()];
    },
    /** The first events by which units of a lot began, in order of time. */
    firstOfLot: async (
      tenant: string,
      { gtin, lot }: { gtin: string; lot: string },
      most: number,
    ): Promise<EpcisEvent[]> => {
      const { pk } = lotEventKey(tenant, gtin, short(lot), '');
      const shown: EpcisEvent[] = [];
      let waiting: EventRef[] = [];
      // Events are counted, not refs: a capture that a crash broke off leaves some that lead to none.
      const show = async () => {
        for (const { stored } of await fetch(tenant, waiting)) shown.push({ ...stored.event, eventID: stored.eventId });
        waiting = [];
      };
      for await (const ref of refsIn(db, table, { pk }, { ascending: true })) {
        if (ref.item !== EVENT || shown.length + waiting.push(ref) < most) continue;
        await show();
        if (shown.length >= most) break;
      }
      await show();
      return shown;
    },
  };
}

export type ShownEvents = ReturnType<typeof shownEvents>;
