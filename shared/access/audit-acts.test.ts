import * as v from 'valibot';
import { expect, test } from 'vitest';
import { auditActs } from './audit-acts.ts';
import { auditEntry } from './audit-entry.ts';

test('every act is such as an entry holds, stands once, and can be found by its order', () => {
  expect(auditActs.filter((act) => !v.is(auditEntry.entries.act, act))).toEqual([]);
  expect(new Set(auditActs).size).toBe(auditActs.length);
  expect(auditActs).toEqual(auditActs.toSorted());
  for (const act of ['product-approved', 'mapping-dropped', 'lot-released', 'grant-withdrawn'])
    expect(auditActs).toContain(act);
});
