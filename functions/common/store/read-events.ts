import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { inLanes } from './batches.ts';
import { ERROR, EVENT, itemKey, itemOf, readItems } from './event-items.ts';
import { type Filing, sortKey } from './index-rows.ts';
import type { EventRef } from './ref-rows.ts';

/** An event with its stable position in time. */
export interface Positioned {
  readonly at: string;
  readonly stored: StoredEvent;
}

/** Reads events of the ledger by ref or id; see `ledger.ts`. */
export function readEvents(db: DynamoDBDocumentClient, table: string) {
  /** The events that refs name, in their order. A ref of an event that was never stored, or not so, is passed over. */
  const fetch = async (tenant: string, refs: readonly EventRef[]): Promise<Positioned[]> => {
    const found = await readItems(
      db,
      table,
      refs.map(({ eventId, item }) => itemKey(tenant, eventId, item)),
    );
    const byPlace = new Map(found.map((one) => [placeOf(one.stored.eventId, one.item, sortKey(one)), one.stored]));
    return refs.flatMap(({ eventId, item, at }) => {
      const stored = byPlace.get(placeOf(eventId, item, at));
      return stored === undefined ? [] : [{ at, stored }];
    });
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

  return { fetch, fetchDeclared, byId };
}

const placeOf = (eventId: string, item: string, at: string) => `${eventId}\n${item}\n${at}`;

async function laterDeclarations(db: DynamoDBDocumentClient, table: string, tenant: string, id: string) {
  const { pk, sk } = itemKey(tenant, id, `${ERROR}#`);
  const query = {
    TableName: table,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
    ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
    ConsistentRead: true,
  };
  return ((await db.send(new QueryCommand(query))).Items ?? []).map(itemOf);
}

function inOrder(items: readonly Filing[]): Positioned[] {
  return items.map((one) => ({ at: sortKey(one), stored: one.stored })).sort((a, b) => (a.at < b.at ? -1 : 1));
}
