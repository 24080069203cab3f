import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { PoolCipher } from '#common/pool-cipher.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { inLanes } from './batches.ts';
import { epcPlaces, type OwnPlace } from './epc-places.ts';
import { allOf, ownless } from './find-refs.ts';
import { type Partition, refsIn } from './index-refs.ts';
import { hasBit, ownKey, RUN } from './index-rows.ts';
import { readEvents } from './read-events.ts';
import type { EventRef } from './ref-rows.ts';
import type { SerialPools } from './serial-pools.ts';

export type UnitEvents = (tenant: string, epcs: readonly string[]) => Promise<StoredEvent[]>;

/**
 * The events of many units at once, in event-time order: one query for 256 serials of a pool of our own, one for each EPC that is foreign
 * or that no row of its run names: its pool may have become known after its events were captured. It may bring events of neighbours too; who
 * folds passes them over.
 */
export function unitEvents(
  db: DynamoDBDocumentClient,
  table: string,
  pools: Pick<SerialPools, 'issuersOf'>,
  cipher: PoolCipher,
): UnitEvents {
  const placesOf = epcPlaces(pools, cipher);
  const { fetchDeclared } = readEvents(db, table);
  const read = (partition: Partition) => allOf(refsIn(db, table, partition, { ascending: true }));
  return async (tenant, epcs) => {
    const places = await placesOf(tenant, epcs.map(canonicalEpc));
    const runOf = (place: OwnPlace) => ownKey(tenant, place, '').pk;
    const runs = [...Map.groupBy([...places.values()].flat(), runOf)];
    const ofRuns = await inLanes(runs, async ([pk, asked]) => (await read({ pk })).filter(namingAny(asked)));
    const named = new Map(ofRuns.map((refs, i) => [runs[i]?.[0], unitsNamed(refs)]));
    const isNamed = (place: OwnPlace) => hasBit(named.get(runOf(place)) ?? new Uint8Array(RUN / 8), place.counter);
    const unnamed = [...places].filter(([, own]) => !own.some(isNamed));
    const foreign = await inLanes(unnamed, ([epc]) => read(ownless(tenant, epc)));
    const once = new Map([...ofRuns, ...foreign].flat().map((ref) => [ref.at + ref.eventId, ref]));
    return fetchDeclared(tenant, [...once.values()]);
  };
}

/** Neighbours' events are not read: a run of a line's logistic units has those of hundreds of cases. */
const namingAny =
  (asked: readonly OwnPlace[]) =>
  ({ bits }: EventRef) =>
    Object.values(bits).some((some) => some !== undefined && asked.some(({ counter }) => hasBit(some, counter)));

/** The units of a run that any of its rows names, in whatever role. */
function unitsNamed(refs: readonly EventRef[]): Uint8Array {
  const all = new Uint8Array(RUN / 8);
  for (const { bits } of refs)
    for (const some of Object.values(bits))
      for (const [i, byte] of some?.entries() ?? []) all[i] = (all[i] ?? 0) | byte;
  return all;
}
