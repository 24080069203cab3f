import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commission, denied, end, kept, seen } from '../../test/kit/unit-stories.ts';
import { foldUnit } from './fold-unit.ts';
import { lotsAtEnd } from './lots-at-end.ts';

const units = ['A', 'B', 'C'].map((serial) => `https://id.gs1.org/01/09521321543218/21/${serial}`);

test('the lots of many units are what each says of itself', () => {
  const step = fc.record({
    minute: fc.nat(20),
    what: fc.constantFrom('begin', 'end', 'see'),
    epcs: fc.subarray(units, { minLength: 1 }),
    lot: fc.constantFrom('LOT1', 'LOT2'),
    isDenied: fc.boolean(),
  });
  const agrees = fc.property(fc.array(step, { maxLength: 10 }), (steps) => {
    const told = kept(
      ...steps.map(({ minute, what, epcs, lot }) => {
        if (what === 'begin') return commission(minute, epcs, lot);
        return what === 'end' ? end(minute, epcs) : seen(minute, epcs);
      }),
    );
    const events = told.flatMap((one, i) => (steps[i]?.isDenied ? [one, denied(one)] : [one]));
    const lots = lotsAtEnd(events);
    for (const epc of units) expect(lots.get(epc)).toBe(foldUnit(epc, events).lot);
  });
  fc.assert(agrees);
});
