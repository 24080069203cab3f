import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { getRows } from './batches.ts';
import { ERROR, itemKey, itemOf, nameOf } from './event-items.ts';
import { type Filing, sortKey } from './index-rows.ts';
import type { EventRef } from './ref-rows.ts';

/** An event with its stable position in time. */
export interface Positioned {
  readonly at: string;
  readonly stored: StoredEvent;
}

/** Reads events of the ledger by ref, with what was declared about them. */
export function declaredEvents(db: DynamoDBDocumentClient, table: string) {
  /** The items of refs, and declarations about them, whatever those name; each read when it is its turn, in no order. */
  const declared = async function* (tenant: string, refs: readonly EventRef[]): AsyncGenerator<Filing> {
    const keys = refs.flatMap(({ eventId, item }) => [item, ERROR].map((sk) => itemKey(tenant, eventId, sk)));
    const unique = new Map(keys.map((key) => [nameOf(key), key]));
    const named = new Set(refs.map(({ eventId, item, at }) => placeOf(eventId, item, at)));
    for (const row of await getRows(db, table, [...unique.values()])) {
      const one = itemOf(row);
      if (one.item === ERROR || named.has(placeOf(one.stored.eventId, one.item, sortKey(one)))) yield one;
    }
  };

  /**
   * The events of refs with declarations about them, whatever those name, in event-time order. Refs that differ in record time alone lead to one event,
   * which comes once for each read that has any of them.
   */
  const fetchPlaced = async (tenant: string, refs: readonly EventRef[]): Promise<Positioned[]> => {
    const found: Filing[] = [];
    for await (const one of declared(tenant, refs)) found.push(one);
    return inOrder(found);
  };

  /** The same without their places: what a fold needs. */
  const fetchDeclared = async (tenant: string, refs: readonly EventRef[]): Promise<StoredEvent[]> =>
    (await fetchPlaced(tenant, refs)).map(({ stored }) => stored);

  /** The same, each read when it is its turn, in no order. */
  const fetchDeclaredEach = async function* (tenant: string, refs: readonly EventRef[]): AsyncGenerator<StoredEvent> {
    for await (const { stored } of declared(tenant, refs)) yield stored;
  };

  return { fetchPlaced, fetchDeclared, fetchDeclaredEach };
}

const placeOf = (eventId: string, item: string, at: string) => `${eventId}\n${item}\n${at}`;

/** With their places, in order of these. */
export function inOrder(items: readonly Filing[]): Positioned[] {
  return items.map((one) => ({ at: sortKey(one), stored: one.stored })).sort((a, b) => (a.at < b.at ? -1 : 1));
}
