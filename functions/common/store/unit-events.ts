import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { PoolCipher } from '#common/pool-cipher.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { inLanes } from './batches.ts';
import { epcPlaces } from './epc-places.ts';
import { allOf } from './find-refs.ts';
import { refsIn } from './index-refs.ts';
import { ownKey, short } from './index-rows.ts';
import { foreignEpcKey } from './keys.ts';
import { readEvents } from './read-events.ts';
import type { SerialPools } from './serial-pools.ts';

export type UnitEvents = (tenant: string, epcs: readonly string[]) => Promise<StoredEvent[]>;

/**
 * The events of many units at once, in event-time order: one query for 256 serials of a pool of our own, one for each foreign EPC. It may
 * bring events of neighbours too; who folds passes them over.
 */
export function unitEvents(
  db: DynamoDBDocumentClient,
  table: string,
  pools: Pick<SerialPools, 'issuersOf'>,
  cipher: PoolCipher,
): UnitEvents {
  const placesOf = epcPlaces(pools, cipher);
  const { fetchDeclared } = readEvents(db, table);
  return async (tenant, epcs) => {
    const partitions = new Set<string>();
    for (const [epc, places] of await placesOf(tenant, epcs.map(canonicalEpc))) {
      for (const place of places) partitions.add(ownKey(tenant, place, '').pk);
      if (places.length === 0) partitions.add(foreignEpcKey(tenant, short(epc), '').pk);
    }
    const refs = await inLanes([...partitions], (pk) => allOf(refsIn(db, table, pk, { ascending: true })));
    const once = new Map(refs.flat().map((ref) => [ref.at + ref.eventId, ref]));
    return fetchDeclared(tenant, [...once.values()]);
  };
}
