import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { parkedDeliveries } from './parked-deliveries.ts';
import { parkedRow } from './partner-rows.ts';

let engine: Awaited<ReturnType<typeof startDynoxide>>;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

async function park(deliveryId: string, at: string) {
  const parked = { tenant: 'acme', deliveryId, kind: 'delivery' as const, partner: 'medico' };
  for (const { Put } of parkedRow(tables.deliveries, parked, new Date(at))) await engine.db.send(new PutCommand(Put));
}

test('a delivery that is parked anew while somebody looks at it stays among those that are parked', async () => {
  const parked = parkedDeliveries(engine.db, tables.deliveries);
  await park('d1', '2026-03-01T10:00:00.000Z');
  const [seen] = await parked.page('acme', 'medico', 10);
  if (seen === undefined) throw new Error('nothing is parked');
  await park('d1', '2026-03-02T10:00:00.000Z');
  expect(await parked.forget('acme', 'medico', seen)).toBe('stands');
  const [anew] = await parked.page('acme', 'medico', 10);
  expect(anew).toEqual({ deliveryId: 'd1', at: '2026-03-02T10:00:00.000Z' });
  expect(await parked.forget('acme', 'medico', { ...seen, ...anew })).toBe('forgotten');
  expect(await parked.count('acme', 'medico')).toBe(0);
});
