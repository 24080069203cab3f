import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { getRows, inLanes, type Row } from './batches.ts';
import { ERROR, EVENT, itemKey, itemOf, keyOf, nameOf, readItems } from './event-items.ts';
import { type Filing, sortKey } from './index-rows.ts';
import type { EventRef } from './ref-rows.ts';

/** An event with its stable position in time. */
export interface Positioned {
  readonly at: string;
  readonly stored: StoredEvent;
}

/** Reads events of the ledger by ref or id; see `ledger.ts`. */
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

  /** The events of refs with declarations about them, whatever those name: what a fold needs. In event-time order. */
  const fetchDeclared = async (tenant: string, refs: readonly EventRef[]): Promise<StoredEvent[]> => {
    const keys = refs.flatMap(({ eventId, item }) => [item, ERROR].map((sk) => itemKey(tenant, eventId, sk)));
    const named = new Set(refs.map(({ eventId, item, at }) => placeOf(eventId, item, at)));
    const found = await readItems(db, table, keys);
    const meant = found.filter(
      (one) => one.item === ERROR || named.has(placeOf(one.stored.eventId, one.item, sortKey(one))),
    );
    return inOrder(meant).map(({ stored }) => stored);
  };

  /** Events by id, each with every declaration about it, in event-time order. */
  const byId = async (tenant: string, ids: readonly string[]): Promise<Positioned[]> => {
    const found = await readItems(
      db,
      table,
      ids.flatMap((id) => [EVENT, ERROR].map((item) => itemKey(tenant, id, item))),
    );
    const declared = new Set(found.filter(({ item }) => item === ERROR).map(({ stored }) => stored.eventId));
    const later = await inLanes([...declared], (id) => laterDeclarations(db, table, tenant, id));
    return inOrder([...found, ...later.flat()]);
  };

  return { fetch, fetchEach, fetchDeclared, byId };
}

const placeOf = (eventId: string, item: string, at: string) => `${eventId}\n${item}\n${at}`;

/** All declarations of an event but the first. There may be more than one page of them. */
async function laterDeclarations(db: DynamoDBDocumentClient, table: string, tenant: string, id: string) {
  const { pk, sk } = itemKey(tenant, id, `${ERROR}#`);
  const found: Filing[] = [];
  let from: Row | undefined;
  do {
    const query = {
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
      ConsistentRead: true,
      ...(from && { ExclusiveStartKey: from }),
    };
    const { Items = [], LastEvaluatedKey } = await db.send(new QueryCommand(query));
    found.push(...Items.map(itemOf));
    from = LastEvaluatedKey;
  } while (from !== undefined);
  return found;
}

function inOrder(items: readonly Filing[]): Positioned[] {
  return items.map((one) => ({ at: sortKey(one), stored: one.stored })).sort((a, b) => (a.at < b.at ? -1 : 1));
}
