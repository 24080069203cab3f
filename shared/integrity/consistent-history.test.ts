import fc from 'fast-check';
import { expect, test } from 'vitest';
import { consistentHistory, deeds } from '../../test/kit/consistent-history.ts';
import { kept } from '../../test/kit/unit-stories.ts';
import { checkUnit } from './check-unit.ts';
import { stepsOf } from './unit-history.ts';

const things = {
  packs: ['A', 'B', 'C', 'D', 'E', 'F'].map((serial) => `https://id.gs1.org/01/09521321543218/21/${serial}`),
  cases: ['https://id.gs1.org/00/095213210000000012', 'https://id.gs1.org/00/095213210000000029'],
  pallet: 'https://id.gs1.org/00/095213210000000036',
};
const facts = { issued: true, pooled: true, claimed: true };

test('no rule finds anything where everything was done in order', () =>
  fc.assert(
    fc.property(deeds, (some) => {
      const steps = stepsOf(kept(...consistentHistory(things, some)));
      for (const epc of [...things.packs, ...things.cases, things.pallet])
        expect(checkUnit({ epc, steps: steps.get(epc) ?? [], facts, others: steps })).toEqual([]);
    }),
    { numRuns: 500 },
  ));
