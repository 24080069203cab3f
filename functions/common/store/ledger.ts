import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { PoolCipher } from '#common/pool-cipher.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { appendEvents } from './append-events.ts';
import { epcPlaces, type PlacePools } from './epc-places.ts';
import { eventsById } from './events-by-id.ts';
import { allOf, everyRole, findRefs } from './find-refs.ts';
import type { Span } from './index-refs.ts';
import { knownEvents } from './known-events.ts';
import { readEvents } from './read-events.ts';

const ALWAYS: Span = { ascending: true };

export type Ledger = ReturnType<typeof ledger>;

/**
 * The ledger table: captured events, immutable, and the index that finds them by unit, lot, name and time. Units of our own pools share index
 * rows (256 counters a row, one bitmap an event and role); foreign EPCs have rows each. Events of one capture share rows wherever they can.
 */
export function ledger(db: DynamoDBDocumentClient, table: string, pools: PlacePools, cipher: PoolCipher) {
  const placesOf = epcPlaces(pools, cipher);
  const { append, compare } = appendEvents(db, table, placesOf);
  const refs = findRefs(db, table, placesOf);
  const { fetch, fetchEach, fetchPlaced, fetchDeclared, fetchDeclaredEach } = readEvents(db, table);

  return {
    /**
     * Stores events with their index rows; outcomes in the order of the events. Repeating it completes what a crash left undone.
     *
     * @param together a conflict withholds all: surely up to 100 events, beyond that unless the conflicting event arrives meanwhile
     */
    append: (tenant: string, events: readonly StoredEvent[], { together = false } = {}) =>
      append(tenant, events, together),

    /** What `append` would make of each event now, without storing anything. */
    compare,

    /** Every event that names the EPC (any spelling), with declarations about them, in event-time order. */
    eventsOf: async (tenant: string, epc: string): Promise<StoredEvent[]> =>
      fetchDeclared(tenant, await allOf(await refs.byEpc(tenant, [epc], everyRole, ALWAYS))),

    ...knownEvents(db, table),

    /** Events that brought units of the lot into being, with declarations about them, in event-time order. */
    eventsOfLot: async (tenant: string, gtin: string, lot: string): Promise<StoredEvent[]> =>
      fetchDeclared(tenant, await allOf(refs.byLot(tenant, gtin, lot, ALWAYS))),

    /** Refs in order of time, fetched as they are consumed: of things in some roles, of what a lot began with, of names. */
    refsByEpc: refs.byEpc,
    refsByLot: refs.byLot,
    refsByTransaction: refs.byTransaction,
    refsByClass: refs.byClass,
    refsByTransformation: refs.byTransformation,
    /** All events of a span. Hours without the marks, or without anything recorded in the bounds, are skipped; `fits` drops refs before they are held. */
    refsByTime: refs.byTime,
    /** The events of refs, in their order, each with its position. */
    fetch,
    /** The same, each read when it is asked for. */
    fetchEach,
    /** The events of refs with declarations about them, in event-time order. */
    fetchDeclared,
    /** The same, each with its position. */
    fetchPlaced,
    /** The same without it, each read when it is asked for, in no order. */
    fetchDeclaredEach,
    /** Events by id with every declaration, each with its position. */
    findById: eventsById(db, table),
  };
}
