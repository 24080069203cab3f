import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { putRows } from './batches.ts';
import { filteredPage } from './filtered-page.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

test('pages bring every row that fits, once and in order, whatever their size', async () => {
  const pk = 'acme#things';
  const rows = Array.from({ length: 350 }, (_, i) => ({
    pk,
    sk: String(i).padStart(4, '0'),
    state: i % 7 === 0 ? 'open' : 'closed',
    of: { lot: i % 2 === 0 ? 'even' : 'odd' },
  }));
  await putRows(engine.db, tables.deliveries, rows);
  const asked = fc.record({
    state: fc.constantFrom<string | string[] | undefined>('open', 'closed', 'gone', ['gone', 'open'], undefined),
    lot: fc.constantFrom('even', undefined),
    limit: fc.integer({ min: 1, max: 200 }),
    descending: fc.boolean(),
  });
  const follows = fc.asyncProperty(asked, async ({ state, lot, limit, descending }) => {
    const found: unknown[] = [];
    let after: string | undefined;
    for (let pages = 0; pages === 0 || after !== undefined; pages++) {
      const wanted = { table: tables.deliveries, pk, fits: { state, 'of.lot': lot }, limit, after, descending };
      const page = await filteredPage(engine.db, wanted);
      expect(page.rows.length).toBeLessThanOrEqual(limit);
      found.push(...page.rows.map(({ sk }) => sk));
      after = page.next;
    }
    const isOf = (row: (typeof rows)[number]) => [state ?? row.state].flat().includes(row.state);
    const fitting = rows.filter((row) => isOf(row) && (lot ?? row.of.lot) === row.of.lot);
    const keys = fitting.map(({ sk }) => sk);
    expect(found).toEqual(descending ? keys.toReversed() : keys);
  });
  await fc.assert(follows, { numRuns: 15 });
});
