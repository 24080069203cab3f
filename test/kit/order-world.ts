import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { poolKey } from '#common/store/keys.ts';
import { newRandomPool, newSsccPool } from '#shared/serials/new-pool.ts';
import { approved } from './approved.ts';
import { anOrder, aProduct } from './builders.ts';
import { type Answered, call } from './call.ts';
import { tables } from './dynoxide.ts';
import { gtinOf, lotHandler, lotNeeds } from './lot-world.ts';
import { good } from './unit-maker.ts';

export type OrderWorld = Awaited<ReturnType<typeof orderWorld>>;

let count = 50_000;

/** An order `order-1` of a tenant of its own, with who may wish and tell something of it. */
export async function orderWorld(db: DynamoDBDocumentClient) {
  const [tenant, gtin] = [`orders-${count}`, gtinOf(count++)];
  const needs = lotNeeds(db);
  const handler = lotHandler(needs);
  await approved(db, tenant, 'product', gtin, aProduct());
  await needs.pools.create(tenant, good(newRandomPool({ id: 'packs', gtin, alphabet: '0123456789', length: 12 })));
  const sscc = { companyPrefix: '9521321', extensionDigit: '0' };
  await needs.pools.create(tenant, good(newSsccPool({ id: 'logistic-units', ...sscc })));
  type More = Parameters<typeof call>[2];
  const ask = (route: string, more: More = {}): Promise<Answered> => call(handler, route, { tenant, ...more });
  const path = { order: 'order-1' };
  const ada = { claims: { username: 'ada' }, path };
  const made = await ask('POST /api/orders', { body: anOrder({ owner: tenant, gtin }) });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  return {
    tenant,
    gtin,
    needs,
    published: needs.published,
    ask,
    /** What Ada wishes. */
    change: (wish: object, more: More = {}) =>
      ask('POST /api/orders/{order}/change', {
        ...ada,
        body: { revision: 1, reason: 'more are wanted', ...wish },
        ...more,
      }),
    cancel: (wish: object = {}, more: More = {}) =>
      ask('POST /api/orders/{order}/cancel', { ...ada, body: { revision: 1, reason: 'not wanted', ...wish }, ...more }),
    /** What the site tells. */
    tell: (standing: object, more: More = {}) =>
      ask('PUT /api/orders/{order}/standing', {
        path,
        role: 'site',
        body: { seen: 1, runs: 1, state: 'assigned', line: 'line-1', at: '2026-03-01T09:00:00.000Z', ...standing },
        ...more,
      }),
    view: async () => (await ask('GET /api/orders/{order}', { path })).body,
    lot: async () => (await ask('GET /api/lots/{lot}', { path: { lot: 'LOT1' } })).body,
    /** What the site finds when it asks. */
    waiting: async () =>
      Object((await ask('GET /api/orders', { query: { site: 'site-1', state: 'assigned' } })).body).orders,
    freeze: ({ id }: { readonly id: string }) =>
      db.send(
        new UpdateCommand({
          TableName: tables.serials,
          Key: poolKey(tenant, id),
          UpdateExpression: 'SET #state = :frozen',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: { ':frozen': 'frozen' },
        }),
      ),
  };
}
