import { expect, test } from 'vitest';
import type { DeliveryState } from '#shared/delivery/standing.ts';
import { row } from '../../test/kit/submission-row.ts';
import { woken } from './woken.ts';

const named = (name: string, count: number) => Array.from({ length: count }, (_, n) => `${name}${n}`);

/** Reports of cases, and those of the pallets which wait for all of them. */
function levels(cases: number, pallets: number) {
  const below = named('case', cases);
  const above = named('pallet', pallets);
  const rows = new Map([
    ...below.map((id) => [id, row(id, 'sent', { before: above })] as const),
    ...above.map((id) => [id, row(id, 'due', { after: below })] as const),
  ]);
  let reads = 0;
  const get = async (_: string, id: string) => {
    reads++;
    return rows.get(id);
  };
  const settle = (id: string, state: DeliveryState) => {
    const settled = { ...(rows.get(id) ?? row(id, state)), state };
    rows.set(id, settled);
    return woken({ get }, settled);
  };
  return { below, above, rows, settle, reads: () => reads };
}

test('a level of packing wakes the next once, with its last report, whatever the order', async () => {
  for (const turn of [(ids: string[]) => ids, (ids: string[]) => ids.toReversed()]) {
    const { below, above, settle } = levels(5, 3);
    const told: string[][] = [];
    for (const id of turn(below)) told.push(await settle(id, 'acknowledged'));
    expect(told).toEqual([[], [], [], [], above]);
  }
});

test('of a thousand reports in turn each looks at few others', async () => {
  const { below, settle, reads } = levels(1_000, 20);
  for (const id of below.slice(0, -1)) await settle(id, 'acknowledged');
  expect(reads()).toBe(2 * 999);
});

test('a report that was refused keeps the next level back, one that a person cancelled does not', async () => {
  const { above, rows, settle } = levels(3, 2);
  rows.set('case1', row('case1', 'rejected', { before: above }));
  expect(await settle('case0', 'acknowledged')).toEqual([]);
  expect(await settle('case2', 'acknowledged')).toEqual([]);
  rows.set('case1', row('case1', 'cancelled', { before: above }));
  expect(await settle('case2', 'acknowledged')).toEqual(above);
});

test('what waits for others as well, which do not wake it, is woken and looks for itself', async () => {
  const { rows, settle } = levels(1, 1);
  rows.set('pallet0', row('pallet0', 'due', { after: ['case0', 'earlier'] }));
  rows.set('earlier', row('earlier', 'due'));
  expect(await settle('case0', 'acknowledged')).toEqual(['pallet0']);
});

test('only what waits for an open report is left to that', async () => {
  const { rows, settle } = levels(2, 2);
  rows.set('pallet1', row('pallet1', 'due', { after: ['case0'] }));
  rows.set('case1', row('case1', 'sent', { before: ['pallet0'] }));
  expect(await settle('case0', 'acknowledged')).toEqual(['pallet1']);
});
