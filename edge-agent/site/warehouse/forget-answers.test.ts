import { afterEach, beforeEach, expect, test } from 'vitest';
import { box, by, caseOf, type WarehouseBench, warehouseBench } from '../../testing/warehouse-bench.ts';
import { forgetAnswers } from './forget-answers.ts';
import { putAway } from './put-away.ts';

let bench: WarehouseBench;
beforeEach(() => {
  bench = warehouseBench();
});
afterEach(() => bench.close());

test('what was answered ninety days ago is forgotten, however much it is, and what is younger is not', async () => {
  const { db, needs } = bench;
  bench.come(caseOf(box(1), ['A1'], 'L1', '2028-06-30'));
  db.exec('DELETE FROM warehouse_answers');
  const old = db.prepare("INSERT INTO warehouse_answers (token, digest, answer, at) VALUES (?, 'd', '{}', ?)");
  for (let i = 0; i < 450; i++) old.run(`old-${i}`, '2026-10-01T00:00:00.000Z');
  const young = { token: 'young', location: 'shelf 1', scans: [box(1)] };
  const answer = putAway(needs, young, by);
  expect(await forgetAnswers(db, Date.parse('2027-01-01T00:00:00Z'))).toBe(450);
  expect(putAway(needs, young, by)).toEqual(answer);
  expect(db.prepare('SELECT token FROM warehouse_answers').all()).toEqual([{ token: 'young' }]);
});
