import { beforeAll, expect, test } from 'vitest';
import type { Delivery } from '#common/store/delivery-row.ts';
import { keepMembers } from '#common/told-members.ts';
import type { Verdict } from '#shared/delivery/verdict.ts';
import { row } from '../../test/kit/submission-row.ts';
import { refusedPacking } from './refused-packing.ts';

const sscc = (n: number) => `09521234000000001${n}`;
const caseOf = (n: number) => `https://id.gs1.org/00/${sscc(n)}`;

const kept = new Map<string, Uint8Array>();
const evidence = {
  get: async (key: string) => kept.get(key),
  put: async (key: string, bytes: Uint8Array) => {
    kept.set(key, bytes);
  },
};
const refusing: Verdict = {
  verdict: 'partially-accepted',
  accepted: 2,
  rejected: [{ object: sscc(1), code: 'UNKNOWN_PACK' }],
};
const regimes = [{ market: 'ru', readAnswer: () => refusing }];

let key: string;
beforeAll(async () => {
  key = await keepMembers(evidence, 'acme', [caseOf(0), caseOf(1), caseOf(2)]);
  await evidence.put('sent', Buffer.from('<915/>'));
  await evidence.put('answered', Buffer.from('<200/>'));
});

/** A report of three cases, of which the second was refused. */
const packing = (state: Delivery['state'], more: Partial<Delivery> = {}) =>
  row('915', state, {
    market: 'ru',
    report: {
      ...{ key: '915', name: '915', act: 'packing:1', at: '', tells: 'packing' },
      ...{ units: { first: 0, count: 3 }, members: { key, first: 0 } },
    },
    frozen: { requestId: 'r', evidenceKey: 'sent', method: 'POST', path: '/', headers: {} },
    evidence: [{ at: '', direction: 'answered', key: 'answered', status: 200 }],
    ...more,
  });
const stopped = async (rows: readonly Delivery[], n: number) =>
  (await refusedPacking({ evidence, regimes }, rows, new Set([caseOf(n)])))?.deliveryId;

test('packages that were refused stop what names them, and those that were taken in do not', async () => {
  expect(await stopped([packing('partially-accepted')], 1)).toBe('915');
  expect(await stopped([packing('partially-accepted')], 0)).toBeUndefined();
  expect(await stopped([packing('rejected')], 0)).toBe('915');
});

test('a correction that was refused stops what was refused before it, and nothing else', async () => {
  const rows = [packing('corrected'), packing('rejected', { deliveryId: 'again', corrects: '915' })];
  expect([await stopped(rows, 1), await stopped(rows, 2)]).toEqual(['again', undefined]);
});

test('what a person leaves at that stops nothing', async () =>
  expect(await stopped([packing('closed')], 1)).toBeUndefined());

test('where the answer cannot be read any more all that it may be about is stopped', async () =>
  expect(await stopped([packing('partially-accepted', { evidence: [] })], 0)).toBe('915'));
