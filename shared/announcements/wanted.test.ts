import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { kinds } from './kinds.ts';
import { type Filter, filter, isWanted, kindPattern } from './wanted.ts';

const names = Object.keys(kinds);
const aKind = fc.constantFrom(...names);
const familyOf = (kind: string) => kind.split('.')[0] ?? '';
const members = ['gtin', 'lot', 'partner', 'market', 'site'] as const;
const value = fc.constantFrom('a', 'b', 'c');
const data = fc.record({ gtin: value, lot: value, partner: value, market: value, site: value }, { requiredKeys: [] });
const chosen = fc.dictionary(fc.constantFrom(...members), fc.array(value, { minLength: 1, maxLength: 3 }));

describe('whoever chooses', () => {
  test('a kind is told of that kind alone, a family of all of it, and * of everything', () => {
    fc.assert(
      fc.property(aKind, aKind, (wanted, happened) => {
        const about = { kind: happened, data: {} };
        expect(isWanted({ kinds: [wanted] }, about)).toBe(wanted === happened);
        expect(isWanted({ kinds: [`${familyOf(wanted)}.*`] }, about)).toBe(familyOf(wanted) === familyOf(happened));
        expect(isWanted({ kinds: ['*'] }, about)).toBe(true);
        expect(isWanted({ kinds: [] }, about)).toBe(false);
      }),
    );
  });

  test('several kinds is told what either is told', () => {
    fc.assert(
      fc.property(fc.array(aKind), fc.array(aKind), aKind, (some, others, kind) => {
        const by = (wanted: readonly string[]) => isWanted({ kinds: wanted }, { kind, data: {} });
        expect(by([...some, ...others])).toBe(by(some) || by(others));
      }),
    );
  });

  test('by members is told what has one of the values in each of them, and nothing that does not say one', () => {
    fc.assert(
      fc.property(chosen, data, (wanted, said) => {
        const read: Filter = v.parse(filter, wanted);
        const fits = members.every((name) => read[name] === undefined || read[name].includes(said[name] ?? 'none'));
        expect(isWanted({ kinds: ['*'], filter: read }, { kind: 'lot.released', data: said })).toBe(fits);
      }),
    );
  });

  test.each(['lot', 'lot.', 'lot.eaten', 'lo.*', '.*', '**', 'LOT.*', ''])('%j is refused: it is no kind', (text) => {
    expect(v.is(kindPattern, text)).toBe(false);
  });
});

test('every kind is of a family, and says nothing but ids, states, numbers and times', () => {
  for (const name of names) expect(name).toMatch(/^[a-z]+\.[a-z-]+$/);
  const said = new Set(Object.values(kinds).flatMap(({ data: { entries } }) => Object.keys(entries)));
  for (const secret of ['serial', 'serials', 'epc', 'epcs', 'failure', 'reason', 'secret'])
    expect(said).not.toContain(secret);
});
