import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { PoolCipher } from '#common/pool-cipher.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { inLanes } from './batches.ts';
import { epcPlaces, type OwnPlace } from './epc-places.ts';
import { allOf } from './find-refs.ts';
import { type EventRef, refsIn } from './index-refs.ts';
import { hasBit, ownKey, RUN, short } from './index-rows.ts';
import { foreignEpcKey } from './keys.ts';
import { readEvents } from './read-events.ts';
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
  const read = (pk: string) => allOf(refsIn(db, table, pk, { ascending: true }));
  return async (tenant, epcs) => {
    const places = await placesOf(tenant, epcs.map(canonicalEpc));
    const runOf = (place: OwnPlace) => ownKey(tenant, place, '').pk;
    const runs = [...new Set([...places.values()].flat().map(runOf))];
    const ofRuns = await inLanes(runs, read);
    const named = new Map(ofRuns.map((refs, i) => [runs[i], unitsNamed(refs)]));
    const isNamed = (place: OwnPlace) => hasBit(named.get(runOf(place)) ?? new Uint8Array(RUN / 8), place.counter);
    const unnamed = [...places].filter(([, own]) => !own.some(isNamed));
    const foreign = await inLanes(unnamed, ([epc]) => read(foreignEpcKey(tenant, short(epc), '').pk));
    const once = new Map([...ofRuns, ...foreign].flat().map((ref) => [ref.at + ref.eventId, ref]));
    return fetchDeclared(tenant, [...once.values()]);
  };
}

/** The units of a run that any of its rows names, in whatever role. */
function unitsNamed(refs: readonly EventRef[]): Uint8Array {
  const all = new Uint8Array(RUN / 8);
  for (const { bits } of refs)
    for (const some of Object.values(bits))
      for (const [i, byte] of some?.entries() ?? []) all[i] = (all[i] ?? 0) | byte;
  return all;
}
