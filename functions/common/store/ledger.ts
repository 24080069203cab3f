import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { PoolCipher } from '#common/pool-cipher.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { Role } from '#shared/trace/mentions.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { appendEvents } from './append-events.ts';
import { inLanes } from './batches.ts';
import { type EpcPlaces, epcPlaces } from './epc-places.ts';
import { ERROR, EVENT, type EventItem, itemKey, itemOf, nameOf, readItems } from './event-items.ts';
import { daysIn, type EventRef, merged, refsIn, type Span } from './index-refs.ts';
import { hasBit, ownKey, short, sortKey, tailOf } from './index-rows.ts';
import { dayKey, daysKey, foreignEpcKey, lotEventKey } from './keys.ts';
import { pageOf } from './page-events.ts';
import type { SerialPools } from './serial-pools.ts';

const ALWAYS: Span = { ascending: true };

export type Ledger = ReturnType<typeof ledger>;

/** The ledger table: captured events, immutable, and the index that finds them by unit, by lot and by time. */
export function ledger(
  db: DynamoDBDocumentClient,
  table: string,
  pools: Pick<SerialPools, 'issuersOf'>,
  cipher: PoolCipher,
) {
  const placesOf = epcPlaces(pools, cipher);
  const append = appendEvents(db, table, placesOf);
  const read = (keys: Parameters<typeof readItems>[2]) => readItems(db, table, keys);

  /** The events that refs name, in their order; a ref of an event that was never stored is passed over. */
  const fetch = async (tenant: string, refs: readonly EventRef[]): Promise<StoredEvent[]> => {
    const found = await read(refs.map(({ eventId, item }) => itemKey(tenant, eventId, item)));
    const byTail = new Map(found.map((one) => [`${one.stored.eventId}\n${one.item}${tailOf(one)}`, one.stored]));
    return refs.flatMap(({ eventId, item, at }) => byTail.get(`${eventId}\n${item}${at.slice(at.indexOf('#'))}`) ?? []);
  };
  /** Events of refs with every error declaration about them: what a fold needs. */
  const fetchDeclared = async (tenant: string, refs: readonly EventRef[]): Promise<StoredEvent[]> => {
    const keys = refs.flatMap(({ eventId, item }) => [item, ERROR].map((sk) => itemKey(tenant, eventId, sk)));
    const tails = new Set(refs.map(({ eventId, item, at }) => `${eventId}\n${item}${at.slice(at.indexOf('#'))}`));
    return inOrder(
      (await read(keys)).filter(
        (one) => one.item === ERROR || tails.has(`${one.stored.eventId}\n${one.item}${tailOf(one)}`),
      ),
    );
  };
  const refsOf = async (tenant: string, epcs: readonly string[], roles: readonly Role[], span: Span) =>
    merged(
      (await partitionsOf(placesOf, tenant, epcs)).map(({ pk, counters }) =>
        naming(refsIn(db, table, pk, span), roles, counters),
      ),
      span.ascending,
    );
  const timeline = async function* (tenant: string, span: Span): AsyncGenerator<EventRef> {
    for await (const day of daysIn(db, table, daysKey(tenant, '').pk, span))
      yield* refsIn(db, table, dayKey(tenant, day, '').pk, span);
  };

  return {
    /**
     * Stores events with their index rows; outcomes in the order of the events. Repeating it completes what a crash left undone.
     *
     * @param together a conflict withholds all: exactly up to 100 events, beyond that unless the conflicting event arrives at the same moment
     */
    append: (tenant: string, events: readonly StoredEvent[], { together = false } = {}) =>
      append(tenant, events, together),

    /** Every event that names the EPC (any spelling), with declarations about them, in event-time order. */
    eventsOf: async (tenant: string, epc: string): Promise<StoredEvent[]> =>
      fetchDeclared(tenant, await allOf(await refsOf(tenant, [epc], everyRole, ALWAYS))),

    /** Events by id, each with every declaration about it, in event-time order. */
    eventsById: async (tenant: string, ids: readonly string[]): Promise<StoredEvent[]> => {
      const found = await read(ids.flatMap((id) => [EVENT, ERROR].map((item) => itemKey(tenant, id, item))));
      const declared = found.filter(({ item }) => item === ERROR).map(({ stored }) => stored.eventId);
      return inOrder([...found, ...(await laterDeclarations(db, table, tenant, declared))]);
    },

    /** Events that brought units of the lot into being, in event-time order. */
    eventsOfLot: async (tenant: string, gtin: string, lot: string): Promise<StoredEvent[]> =>
      fetchDeclared(
        tenant,
        await allOf(refsIn(db, table, lotEventKey(tenant, gtin, short(lot), '').pk, ALWAYS)),
      ),

    /**
     * Events by event time, newest first. `next` is given as `after` for the page that follows; events captured meanwhile do not shift it.
     *
     * @param range `from` inclusive and `to` exclusive, ISO 8601 in UTC with milliseconds
     */
    eventsBetween: async (
      tenant: string,
      { limit, ...range }: { from?: string; to?: string; after?: string; limit: number },
    ) => {
      const refs = timeline(tenant, { ...range, ascending: false });
      const { events, next } = await pageOf(refs, (some) => fetch(tenant, some), { limit });
      return { events, ...(next !== undefined && { next }) };
    },

    /** Refs of the events that name any of the EPCs (any spelling) in any of the roles. */
    refsOf,
    /** Refs of all events of a span. */
    timeline,
    fetch,
    fetchDeclared,
  };
}

export const everyRole: readonly Role[] = ['epc', 'child', 'parent', 'input', 'output'];

/** All that a source of refs holds. */
export async function allOf(source: AsyncGenerator<EventRef>): Promise<EventRef[]> {
  const refs: EventRef[] = [];
  for await (const ref of source) refs.push(ref);
  return refs;
}

interface Partition {
  readonly pk: string;
  /** Counters wanted of a run; absent: the partition is of one EPC. */
  readonly counters?: number[];
}

/** An EPC is looked for as a foreign one too: its pool may have become ours after the event was captured. */
async function partitionsOf(placesOf: EpcPlaces, tenant: string, epcs: readonly string[]): Promise<Partition[]> {
  const places = await placesOf(tenant, epcs.map(canonicalEpc));
  const runs = new Map<string, number[]>();
  for (const place of [...places.values()].flat()) {
    const { pk } = ownKey(tenant, place, '');
    runs.set(pk, [...(runs.get(pk) ?? []), place.counter]);
  }
  return [
    ...[...runs].map(([pk, counters]) => ({ pk, counters })),
    ...[...places.keys()].map((epc) => ({ pk: foreignEpcKey(tenant, short(epc), '').pk })),
  ];
}

async function* naming(refs: AsyncGenerator<EventRef>, roles: readonly Role[], counters: number[] | undefined) {
  for await (const ref of refs) {
    const inRole = (role: Role) => {
      const bits = ref.bits[role];
      return counters === undefined
        ? ref.roles.includes(role)
        : bits !== undefined && counters.some((counter) => hasBit(bits, counter));
    };
    if (roles.some(inRole)) yield ref;
  }
}

async function laterDeclarations(
  db: DynamoDBDocumentClient,
  table: string,
  tenant: string,
  ids: readonly string[],
): Promise<EventItem[]> {
  const found = await inLanes(ids, async (id) => {
    const { pk, sk } = itemKey(tenant, id, `${ERROR}#`);
    const query = {
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
      ConsistentRead: true,
    };
    return (await db.send(new QueryCommand(query))).Items ?? [];
  });
  return found.flat().map(itemOf);
}

function inOrder(items: readonly EventItem[]): StoredEvent[] {
  const once = new Map(items.map((one) => [`${one.stored.eventId}\n${one.item}`, one]));
  return [...once.values()]
    .map((one) => ({ at: sortKey(one), stored: one.stored }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ stored }) => stored);
}
