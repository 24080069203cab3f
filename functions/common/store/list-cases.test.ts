import * as v from 'valibot';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { putRows } from './batches.ts';
import { listCases } from './list-cases.ts';

const row = v.object({ id: v.string(), isTurn: v.boolean() });
const rows = {
  keyOf: (id: string) => ({ pk: 'acme#some-case', sk: id }),
  parse: (item: unknown) => v.parse(row, item),
};

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

test('a case that is told by what no row says is looked for among so many rows, and on with the next page', async () => {
  const ids = Array.from({ length: 10_500 }, (_, n) => String(n).padStart(6, '0'));
  const cases = ids.map((id, n) => ({ ...rows.keyOf(id), id, isTurn: n < 2 }));
  await putRows(engine.db, tables.deliveries, cases);
  const page = (after?: string) =>
    listCases(engine.db, tables.deliveries, rows, { limit: 1, after, conditions: [], fits: ({ isTurn }) => isTurn });
  const first = await page();
  expect(first.cases).toEqual([]);
  expect(Number(first.next)).toBeGreaterThanOrEqual(400);
  const second = await page(first.next);
  expect(second).toEqual({ cases: [{ id: '000001', isTurn: true }], next: '000001' });
  expect((await page(second.next)).cases).toEqual([{ id: '000000', isTurn: true }]);
});
