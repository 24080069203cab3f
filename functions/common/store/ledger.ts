import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { PoolCipher } from '#common/pool-cipher.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { appendEvents } from './append-events.ts';
import { epcPlaces } from './epc-places.ts';
import { allOf, everyRole, findRefs } from './find-refs.ts';
import type { Span } from './index-refs.ts';
import { type Page, pageOf } from './page-events.ts';
import { readEvents } from './read-events.ts';
import type { SerialPools } from './serial-pools.ts';

const ALWAYS: Span = { ascending: true };

export type Ledger = ReturnType<typeof ledger>;

/**
 * The ledger table: captured events, immutable, and the index that finds them by unit, lot and time. Units of our own pools share index
 * rows (256 counters and an event a row, one bitmap a role); foreign EPCs have a row each.
 */
export function ledger(
  db: DynamoDBDocumentClient,
  table: string,
  pools: Pick<SerialPools, 'issuersOf'>,
  cipher: PoolCipher,
) {
  const placesOf = epcPlaces(pools, cipher);
  const append = appendEvents(db, table, placesOf);
  const refs = findRefs(db, table, placesOf);
  const { fetch, fetchDeclared, byId } = readEvents(db, table);

  return {
    /**
     * Stores events with their index rows; outcomes in the order of the events. Repeating it completes what a crash left undone.
     *
     * @param together a conflict withholds all: surely up to 100 events, beyond that unless the conflicting event arrives meanwhile
     */
    append: (tenant: string, events: readonly StoredEvent[], { together = false } = {}) =>
      append(tenant, events, together),

    /** Every event that names the EPC (any spelling), with declarations about them, in event-time order. */
    eventsOf: async (tenant: string, epc: string): Promise<StoredEvent[]> =>
      fetchDeclared(tenant, await allOf(await refs.byEpc(tenant, [epc], everyRole, ALWAYS))),

    /** Events by id, each with every declaration about it, in event-time order. */
    eventsById: async (tenant: string, ids: readonly string[]): Promise<StoredEvent[]> =>
      (await byId(tenant, ids)).map(({ stored }) => stored),

    /** Events that brought units of the lot into being, with declarations about them, in event-time order. */
    eventsOfLot: async (tenant: string, gtin: string, lot: string): Promise<StoredEvent[]> =>
      fetchDeclared(tenant, await allOf(refs.byLot(tenant, gtin, lot, ALWAYS))),

    /**
     * Events by event time, newest first. `next` is given as `after` for the page that follows; events captured meanwhile do not shift it.
     *
     * @param range `from` inclusive and `to` exclusive, ISO 8601 in UTC with milliseconds
     */
    eventsBetween: async (
      tenant: string,
      { limit, ...range }: { from?: string; to?: string; after?: string; limit: number },
    ): Promise<Page> => {
      const timeline = refs.byTime(tenant, { ...range, ascending: false });
      return pageOf(timeline, (some) => fetch(tenant, some), limit);
    },

    /** Parts of the above, for queries that page and filter: refs by EPC and role or by time, the events of refs, events by id. */
    refsByEpc: refs.byEpc,
    refsByTime: refs.byTime,
    fetch,
    fetchDeclared,
    findById: byId,
  };
}
