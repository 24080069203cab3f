import { expect, test } from 'vitest';
import type { Delivery } from '#common/store/delivery-row.ts';
import { packingBehind } from './packing-behind.ts';
import { waitsBehind } from './waits-behind.ts';

const row = (deliveryId: string, market: string, name: string, more: Partial<Delivery> = {}): Delivery => ({
  ...{ tenant: 'acme', deliveryId, market, kind: 'submission', state: 'due', evidence: [], before: [] },
  subject: { gtin: '09521234000013', lot: 'L1' },
  ...{ attempts: 0, polls: 0, round: 1, anew: false, uncertain: false, createdAt: '', updatedAt: '' },
  report: { key: deliveryId, name, act: 'release:09521234000013:L1', at: '', units: { first: 0, count: 9 } },
  ...more,
});
const used = (deliveryId: string, state: Delivery['state']) => row(deliveryId, 'ru-oms', 'utilisation', { state });
const lost = row('lost', 'ru-oms', 'dropout', {
  ...{
    state: 'rejected',
    report: { key: 'd', name: 'dropout', act: 'dropout:d', at: '', units: { first: 0, count: 1 } },
  },
});
const release = row('313', 'ru', '313');

const access = { market: 'ru-oms', url: 'https://oms.example', rehearsal: false, updatedAt: '' };
const waits = (rows: readonly Delivery[], { has = true, of = release } = {}) =>
  waitsBehind(
    { deliveries: { ofLot: async () => [...rows] }, accesses: { get: async () => (has ? access : undefined) } },
    of,
  );

test.each<[string, Delivery[], string | undefined]>([
  ['all reports of use are acknowledged', [used('u1', 'acknowledged'), used('u2', 'acknowledged')], undefined],
  ['one is on its way', [used('u1', 'acknowledged'), used('u2', 'sent')], 'waits for utilisation, which is sent'],
  ['one was refused', [used('u1', 'acknowledged'), used('u2', 'rejected')], 'waits for utilisation, which is rejected'],
  ['one was refused and cancelled', [used('u1', 'acknowledged'), used('u2', 'cancelled')], undefined],
  ['lost codes were refused', [used('u1', 'acknowledged'), lost], undefined],
  ['nothing was planned at the station', [], undefined],
])('when %s the register is told accordingly', async (_, rows, why) =>
  expect((await waits([release, ...rows]))?.postponed).toBe(why),
);

test('the station waits for nobody, and nobody for a station that the tenant has no access to any more', async () => {
  expect(await waits([used('u1', 'due')], { of: used('u1', 'due') })).toBeUndefined();
  expect(await waits([used('u1', 'due')], { has: false })).toBeUndefined();
});

test('the last report of use wakes what the register is to be told of the lot', async () => {
  const behind = (rows: Delivery[]) =>
    packingBehind({ deliveries: { ofLot: async () => rows } })(used('u1', 'acknowledged'));
  const packing = row('p', 'ru-oms', 'aggregation', {
    report: {
      key: 'p',
      name: 'aggregation',
      act: 'packing:p',
      at: '',
      tells: 'packing',
      units: { first: 0, count: 1 },
    },
  });
  expect(await behind([used('u1', 'acknowledged'), used('u2', 'sent'), release, packing])).toEqual([]);
  expect(await behind([used('u1', 'acknowledged'), used('u2', 'acknowledged'), release, packing])).toEqual([
    'p',
    '313',
  ]);
});
