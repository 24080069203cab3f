import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { deliveryStates, isOpen } from '#shared/delivery/standing.ts';
import { getRows } from './batches.ts';
import { boundedRows } from './bounded-rows.ts';
import { type Delivery, storedDelivery } from './delivery-row.ts';
import { dueIndex, openPartitions } from './due.ts';
import { deliveryKey } from './keys.ts';
import { listDeliveries } from './list-deliveries.ts';

const members = ['sk', 'state', 'updatedAt', 'deadline'] as const;
const storedStanding = v.object({
  sk: v.string(),
  state: v.picklist(deliveryStates),
  updatedAt: v.string(),
  deadline: v.optional(v.string(), '~'),
});
type Standing = v.InferOutput<typeof storedStanding>;

export type FirstDeliveries = ReturnType<typeof firstDeliveries>;

/**
 * The deliveries that matter most: those that wait for people, by their deadlines, then those on their way, the last changed first, and while there is room some that are done, by
 * id. What is not done is found by the index of what is due, of each of whose partitions a megabyte is read at most: those that wait for people have partitions of their own, by deadline, and
 * of very many on their way there are those that are due soonest.
 */
export const firstDeliveries =
  (db: DynamoDBDocumentClient, table: string) =>
  async (tenant: string, limit: number): Promise<{ deliveries: Delivery[]; more: boolean }> => {
    const parts = await Promise.all(openPartitions(tenant).map((duePk) => standing(db, table, tenant, duePk)));
    const open = parts.flatMap((part) => part.rows).sort(bySoonest);
    const chosen = open.slice(0, limit).map(({ sk }) => sk);
    const rows = await getRows(
      db,
      table,
      chosen.map((id) => deliveryKey(tenant, id)),
    );
    const found = new Map(rows.map((row) => v.parse(storedDelivery, row)).map((one) => [one.deliveryId, one]));
    const first = chosen.flatMap((id) => found.get(id) ?? []);
    const isCut = open.length > limit || parts.some((part) => part.more);
    if (isCut) return { deliveries: first, more: true };
    const others = await listDeliveries(db, table, tenant, { limit: limit + 1 });
    const all = [...first, ...others.deliveries.filter(({ deliveryId }) => !found.has(deliveryId))];
    return { deliveries: all.slice(0, limit), more: all.length > limit || others.next !== undefined };
  };

async function standing(db: DynamoDBDocumentClient, table: string, tenant: string, duePk: string) {
  const { rows, more } = await boundedRows(db, 1, {
    TableName: table,
    IndexName: dueIndex,
    KeyConditionExpression: 'duePk = :due',
    FilterExpression: 'pk = :deliveries',
    ProjectionExpression: members.map((name) => `#${name}`).join(', '),
    ExpressionAttributeNames: Object.fromEntries(members.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: { ':due': duePk, ':deliveries': deliveryKey(tenant, '').pk },
  });
  return { rows: rows.map((row) => v.parse(storedStanding, row)), more };
}

function bySoonest(a: Standing, b: Standing): number {
  const [isOnTheWay, isOtherToo] = [isOpen(a.state), isOpen(b.state)];
  if (isOnTheWay !== isOtherToo) return isOnTheWay ? 1 : -1;
  return isOnTheWay ? compare(b.updatedAt, a.updatedAt) : compare(a.deadline, b.deadline);
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
