import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type Delivery, storedDelivery } from './delivery-row.ts';
import { deliveryKey } from './keys.ts';

/** Which deliveries are wanted; an absent filter fits all. */
export interface Wanted {
  readonly kind?: string | undefined;
  readonly state?: string | undefined;
  readonly market?: string | undefined;
  readonly partner?: string | undefined;
  readonly gtin?: string | undefined;
  readonly lot?: string | undefined;
  readonly limit: number;
  /** `deliveryId` of the last one seen. */
  readonly after?: string | undefined;
}

/** Rows one call reads at most, so that a filter nothing fits ends. */
const MOST_READ = 10_000;

/** One page of a tenant's deliveries by id. `next` is given as `after`; a page may be short, or empty, and still have a next. */
export async function listDeliveries(db: DynamoDBDocumentClient, table: string, tenant: string, wanted: Wanted) {
  const found: Delivery[] = [];
  let read = 0;
  let after = wanted.after;
  while (found.length < wanted.limit && read < MOST_READ) {
    const query = queryOf(table, tenant, wanted, after);
    const { Items = [], LastEvaluatedKey, ScannedCount = 0 } = await db.send(new QueryCommand(query));
    read += ScannedCount;
    found.push(...Items.map((item) => v.parse(storedDelivery, item)));
    if (LastEvaluatedKey === undefined) {
      after = undefined;
      break;
    }
    after = v.parse(v.string(), LastEvaluatedKey['sk']);
  }
  const deliveries = found.slice(0, wanted.limit);
  const next = found.length > wanted.limit ? deliveries.at(-1)?.deliveryId : after;
  return { deliveries, ...(next !== undefined && { next }) };
}

function queryOf(table: string, tenant: string, wanted: Wanted, after: string | undefined) {
  const { kind, state, market, partner, gtin, lot, limit } = wanted;
  const filters = Object.entries({ kind, state, market, partner, 'subject.gtin': gtin, 'subject.lot': lot }).filter(
    ([, value]) => value !== undefined,
  );
  const path = (name: string) =>
    name
      .split('.')
      .map((part) => `#${part}`)
      .join('.');
  const names = filters.flatMap(([name]) => name.split('.').map((part) => [`#${part}`, part]));
  return {
    TableName: table,
    KeyConditionExpression: 'pk = :pk',
    Limit: Math.max(limit, 100),
    ...(filters.length > 0 && {
      FilterExpression: filters.map(([name], i) => `${path(name)} = :${i}`).join(' AND '),
      ExpressionAttributeNames: Object.fromEntries(names),
    }),
    ExpressionAttributeValues: {
      ':pk': deliveryKey(tenant, '').pk,
      ...Object.fromEntries(filters.map(([, value], i) => [`:${i}`, value])),
    },
    ...(after !== undefined && { ExclusiveStartKey: deliveryKey(tenant, after) }),
  };
}
