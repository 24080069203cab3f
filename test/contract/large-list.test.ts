import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { httpHandler } from '#common/http.ts';
import { deliveries } from '#common/store/deliveries.ts';
import { firstDeliveries } from '#common/store/first-deliveries.ts';
import { lots } from '#common/store/lots.ts';
import { registry } from '#common/store/registry.ts';
import { listDeliveries } from '../../functions/deliveries-api/list-deliveries.ts';
import { call } from '../kit/call.ts';
import { type Dynoxide, startDynoxide, tables } from '../kit/dynoxide.ts';
import { manyDeliveries, nthDelivery } from '../kit/many-deliveries.ts';

// A list of a hundred thousand, asked for as the console does: a page at a time, narrowed by the server.

const ROWS = 100_000;
/** These were rejected, all others are done. */
const rejected = [3, 9_999, 10_000, 54_321, 99_998];
const tenant = 'acme';
const page = v.object({
  deliveries: v.array(v.object({ deliveryId: v.string(), state: v.string() })),
  next: v.optional(v.string()),
});

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
  await manyDeliveries(engine.db, tenant, ROWS, (n) => (rejected.includes(n) ? 'rejected' : 'acknowledged'));
}, 300_000);
afterAll(() => engine.stop());

async function ask(query: Record<string, string>) {
  const needs = {
    deliveries: deliveries(engine.db, tables.deliveries),
    firstDeliveries: firstDeliveries(engine.db, tables.deliveries),
    lots: lots(engine.db, tables.registry, tables.deliveries),
    registry: registry(engine.db, tables.registry),
  };
  const routes = { 'GET /api/deliveries': { permission: 'deliveries:read', endpoint: listDeliveries(needs) } } as const;
  const answer = await call(
    httpHandler(routes, async () => false),
    'GET /api/deliveries',
    { tenant, query },
  );
  expect(answer.status).toBe(200);
  return { ...v.parse(page, answer.body), bytes: JSON.stringify(answer.body).length };
}

test('is turned page by page: each answer has as many as are shown, in order, none twice', async () => {
  let after: Record<string, string> = {};
  for (let turned = 0; turned < 40; turned++) {
    const { deliveries: shown, next, bytes } = await ask({ limit: '50', ...after });
    expect(shown.map(({ deliveryId }) => deliveryId)).toEqual(
      Array.from({ length: 50 }, (_, i) => nthDelivery(turned * 50 + i)),
    );
    expect(bytes).toBeLessThan(30_000);
    after = { after: next ?? '' };
  }
});

test('is narrowed by the server: what is rare is found among all of them, in few answers', async () => {
  const found: string[] = [];
  let answers = 0;
  for (let after: string | undefined = ''; after !== undefined; answers++) {
    const { deliveries: shown, next, bytes } = await ask({ limit: '50', state: 'rejected', ...(after && { after }) });
    found.push(...shown.map(({ deliveryId }) => deliveryId));
    expect(bytes).toBeLessThan(5_000);
    after = next;
  }
  expect(found).toEqual(rejected.map(nthDelivery));
  // Each looks through ten thousand at most, whatever it finds.
  expect(answers).toBeLessThanOrEqual(1 + ROWS / 10_000);
});
