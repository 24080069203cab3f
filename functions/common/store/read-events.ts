import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { getRows } from './batches.ts';
import { declaredEvents, type Positioned } from './declared-events.ts';
import { itemKey, itemOf, keyOf, nameOf } from './event-items.ts';
import { sortKey } from './index-rows.ts';
import type { EventRef } from './ref-rows.ts';

/** Reads events of the ledger by ref; see `ledger.ts`. */
export function readEvents(db: DynamoDBDocumentClient, table: string) {
  /**
   * The events that refs name, in their order, each read when it is its turn: some are megabytes. A ref is passed over whose event was never stored,
   * or not so, or at another record time: a capture repeated after a crash leaves such.
   */
  const fetchEach = async function* (tenant: string, refs: readonly EventRef[]): AsyncGenerator<Positioned> {
    const keys = new Map(
      refs.map(({ eventId, item }) => itemKey(tenant, eventId, item)).map((key) => [nameOf(key), key]),
    );
    const rows = new Map((await getRows(db, table, [...keys.values()])).map((row) => [nameOf(keyOf(row)), row]));
    for (const { eventId, item, at, recordTime } of refs) {
      const row = rows.get(nameOf(itemKey(tenant, eventId, item)));
      const filing = row && itemOf(row);
      if (filing && sortKey(filing) === at && filing.stored.recordTime === recordTime)
        yield { at, stored: filing.stored };
    }
  };

  /** The same, all at once. */
  const fetch = async (tenant: string, refs: readonly EventRef[]): Promise<Positioned[]> => {
    const found: Positioned[] = [];
    for await (const one of fetchEach(tenant, refs)) found.push(one);
    return found;
  };

  return { fetch, fetchEach, ...declaredEvents(db, table) };
}
