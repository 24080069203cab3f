import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { demoGtin, sgtinOf, ssccOf } from '../../../../../test/kit/mdlp-client.ts';
import { newRegister } from './register.ts';

describe('the register', () => {
  test('finds every pack again, however many came, and no other', () => {
    const register = newRegister();
    const gtins = [demoGtin, '09521234563037'];
    const all = Array.from({ length: 5_000 }, (_, n) => sgtinOf(n, gtins[n % 2]));
    const rows = all.map(register.add);
    expect(all.map(register.find)).toEqual(rows);
    expect(rows.map(register.sgtinOf)).toEqual(all);
    for (const other of [sgtinOf(5_001), sgtinOf(1), '', demoGtin, sgtinOf(0, '09521234569999')])
      expect(register.find(other)).toBe(0);
  });

  test('remembers what a pack was before, and whose', () => {
    const register = newRegister();
    const row = register.add(sgtinOf(1));
    const batch = { gtin: demoGtin, series: 'L1', expiry: '28.02.2028', owner: '' };
    register.write(row, { state: 'marked', holder: 'here', batch, last: 1, since: 7 });
    register.write(row, { state: 'in_circulation', other: 'there', mode: 'direct' });
    expect(register.read(row)).toEqual({
      ...{ state: 'in_circulation', before: 'marked', holder: 'here', other: 'there', mode: 'direct' },
      ...{ last: 1, since: 7, batch, gtin: demoGtin },
    });
  });

  test('has in each container what was put in and not taken out', () => {
    const acts = fc.array(fc.record({ pack: fc.nat(9), into: fc.option(fc.nat(2), { nil: undefined }) }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(acts, (list) => {
        const register = newRegister();
        const rows = Array.from({ length: 10 }, (_, n) => register.add(sgtinOf(n)));
        const boxes = [0, 1, 2].map((n) => register.openContainer(ssccOf(n), 0));
        const where = new Map<number, number>();
        for (const { pack, into } of list) {
          const row = rows[pack] ?? 0;
          const box = into === undefined ? undefined : boxes[into];
          if (into === undefined || box === undefined) {
            register.takeOut(row);
            where.delete(row);
          } else {
            register.putIn(row, box);
            where.set(row, into);
          }
        }
        for (const [n, box] of boxes.entries()) {
          const expected = rows.filter((row) => where.get(row) === n);
          expect([...register.allIn(box)].toSorted((a, b) => a - b)).toEqual(expected);
          for (const row of expected) expect(register.containerOf(row)).toBe(box);
        }
      }),
      { numRuns: 50 },
    );
  });
});
