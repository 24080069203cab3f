import { expect, test } from 'vitest';
import type { Delivery } from '#common/store/delivery-row.ts';
import { takenBackBy } from './taken-back-by.ts';

const row = (deliveryId: string, more: Partial<Delivery> = {}): Delivery => ({
  ...{ tenant: 'acme', deliveryId, kind: 'submission', subject: {}, state: 'acknowledged', evidence: [], before: [] },
  ...{ attempts: 0, polls: 0, round: 1, anew: false, uncertain: false, createdAt: '', updatedAt: '' },
  ...more,
});
/** What told of so many things, and was received under its own name. */
const told = (deliveryId: string, count: number, more: Partial<Delivery> = {}) =>
  row(deliveryId, {
    receipt: `receipt of ${deliveryId}`,
    report: { key: deliveryId, name: '431', act: 'a', at: '', units: { first: 0, count } },
    ...more,
  });

/** What takes back so many things of those reports. */
function takingBack(units: number, ...rows: readonly Delivery[]) {
  const get = async (_: string, id: string) => rows.find(({ deliveryId }) => deliveryId === id);
  const back = row('back', { after: rows.map(({ deliveryId }) => deliveryId) });
  return takenBackBy({ deliveries: { get } }, back, units);
}

test('a report that told of just what did not happen is taken back as a whole', async () =>
  expect(await takingBack(5, told('one', 2), told('two', 3))).toEqual({
    takesBack: ['receipt of one', 'receipt of two'],
  }));

test('what corrected it is taken back with it, but for what was refused', async () => {
  const rows = [
    told('one', 2, { state: 'corrected', correctedBy: 'two' }),
    told('two', 2, { state: 'corrected', corrects: 'one', correctedBy: 'three' }),
    told('three', 2, { state: 'rejected', corrects: 'two' }),
  ];
  const get = async (_: string, id: string) => rows.find(({ deliveryId }) => deliveryId === id);
  expect(await takenBackBy({ deliveries: { get } }, row('back', { after: ['one'] }), 2)).toEqual({
    takesBack: ['receipt of one', 'receipt of two'],
  });
});

test('one that told of more than that is taken back in part, which its regime has to know', async () =>
  expect(await takingBack(1, told('one', 2))).toMatchObject({ takesBackPart: true }));
