import { expect, test } from 'vitest';
import type { Delivery } from '#common/store/delivery-row.ts';
import { waitsForPacks } from './told-rows.ts';

const row = (name: string, act: string, state: Delivery['state']): Delivery => ({
  ...{ tenant: 'acme', deliveryId: name, market: 'ru-oms', kind: 'submission', state, evidence: [], before: [] },
  subject: { gtin: '09521234000013', lot: 'L1' },
  ...{ attempts: 0, polls: 0, round: 1, anew: false, uncertain: false, createdAt: '', updatedAt: '' },
  report: { key: name, name, act, at: '', units: { first: 0, count: 9 } },
});
const used = (state: Delivery['state']) => row('utilisation', 'release:09521234000013:L1', state);
const lost = (state: Delivery['state']) => row('dropout', 'dropout:09521234000013:L1:destroyed', state);

test('a regulator that took in which packs are lost does not know the others by that', () => {
  expect(waitsForPacks([lost('acknowledged'), used('rejected')])?.postponed).toBe(
    'waits for utilisation, which is rejected',
  );
});

test('what is told of the packs of a lot does not wait for those that are lost', () => {
  expect(waitsForPacks([lost('held'), used('acknowledged')])).toBeUndefined();
});
