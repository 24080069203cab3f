import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  applicationIdentifiers,
  identifierAt,
  identifierOf,
  shapeProblem,
  valueProblem,
} from './application-identifiers.ts';

const all = applicationIdentifiers.map(({ ai }) => ai);
const known = (pattern: string) =>
  all.some((ai) => ai.length === pattern.length && ai.startsWith(pattern.replace(/n+$/, '')));

describe('application identifiers', () => {
  test.each(['00', '01', '03', '11', '17', '20', '3105', '3360', '3695', '410', '417'])(
    '(%s) ends by its length',
    (ai) => expect(identifierAt(ai, 0)).toMatchObject({ ai, needsSeparator: false }),
  );

  test.each(['10', '21', '235', '37', '240', '3905', '402', '4333', '7003', '717', '8005', '8018', '8043', '91', '99'])(
    '(%s) needs a separator',
    (ai) => expect(identifierAt(ai, 0)).toMatchObject({ ai, needsSeparator: true }),
  );

  test.each([
    '3106',
    '3379',
    '3580',
    '3944',
    '3956',
    '04',
    '14',
    '18',
    '19',
    '23',
    '38',
    '718',
    '4327',
    '7049',
    '8015',
    '8113',
    '8201',
  ])('(%s) does not exist', (ai) => expect(identifierOf(ai)).toBeUndefined());

  test('an identifier is found inside a text', () =>
    expect(identifierAt('xx8003', 2)).toMatchObject({ title: 'GRAI' }));

  test('the beginning of an identifier, or more than it, is none', () => {
    for (const text of ['', '8', '80', '800', '0', 'x1', '31x0', '310']) expect(identifierAt(text, 0)).toBeUndefined();
    for (const ai of ['800', '80031', '010', '']) expect(identifierOf(ai)).toBeUndefined();
  });

  test('shape leaves check digits and dates alone, value does not', () => {
    expect(shapeProblem('01', '09521321543217')).toBeUndefined();
    expect(valueProblem('01', '09521321543217')).toMatchObject({ offset: 13, detail: 'check digit must be 8' });
  });

  test('a key must begin with a company prefix', () => {
    for (const ai of ['401', '7023', '8004', '8010', '8013', '8014']) {
      expect(shapeProblem(ai, '9521321PUMP')).toBeUndefined();
      expect(shapeProblem(ai, 'PUMP9521321')).toMatchObject({ offset: 0 });
      expect(shapeProblem(ai, '952PUMP1321')).toMatchObject({ offset: 3 });
    }
  });

  test('an identifier outside the table has no values', () => {
    expect(shapeProblem('05', '1')).toMatchObject({ offset: 0, detail: '(05) is not a known application identifier' });
    expect(valueProblem('0', '1')).toMatchObject({ offset: 0 });
  });
});

describe('the table', () => {
  test('has 541 identifiers, none twice', () => {
    expect(all).toHaveLength(541);
    expect(new Set(all).size).toBe(541);
  });

  test('stands in the order of the General Specifications', () => expect(all).toEqual(all.toSorted()));

  test('has none that is the beginning of another', () => {
    const longer = all.filter((ai) => all.some((other) => other !== ai && ai.startsWith(other)));
    expect(longer).toEqual([]);
  });

  test('tells the length of an identifier by its first two digits', () => {
    const lengths = new Map<string, number>();
    for (const ai of all) {
      const start = ai.slice(0, 2);
      expect([ai, lengths.get(start) ?? ai.length]).toEqual([ai, ai.length]);
      lengths.set(start, ai.length);
    }
  });

  test('finds each identifier, whatever follows', () =>
    fc.assert(
      fc.property(fc.constantFrom(...applicationIdentifiers), fc.string(), (one, rest) => {
        expect(identifierAt(`${one.ai}${rest}`, 0)).toBe(one);
        expect(identifierOf(one.ai)).toBe(one);
      }),
    ));

  test('gives predefined length only to data of fixed length, and the length that readers know by two digits', () => {
    const table: Record<string, number> = { '00': 20, '01': 16, '02': 16, '03': 16, '20': 4, '41': 16 };
    const whole = (ai: string) => table[ai.slice(0, 2)] ?? (ai.startsWith('3') ? 10 : 8);
    for (const { ai, needsSeparator, format } of applicationIdentifiers)
      if (!needsSeparator) expect([ai, format.least, ai.length + format.most]).toEqual([ai, format.most, whole(ai)]);
  });

  test('varies in length only at the end of a value', () => {
    for (const { ai, format } of applicationIdentifiers)
      for (const part of format.parts.slice(0, -1)) expect([ai, part.least]).toEqual([ai, part.most]);
  });

  test('gives no value more than 90 characters or less than one', () => {
    const { least, most } = applicationIdentifiers.reduce(
      (bounds, { format }) => ({
        least: Math.min(bounds.least, format.least),
        most: Math.max(bounds.most, format.most),
      }),
      { least: 90, most: 0 },
    );
    expect([least, most]).toEqual([1, 90]);
  });

  test('names only identifiers it has as companions and as exclusive', () => {
    const named = applicationIdentifiers.flatMap(({ requires, excludes }) => [...requires.flat(), ...excludes]);
    expect(named.filter((name) => !known(name))).toEqual([]);
  });

  test('never asks for a companion that it forbids', () => {
    for (const { ai, requires, excludes } of applicationIdentifiers) {
      const possible = requires.filter((group) => !group.some((one) => excludes.includes(one) || one === ai));
      expect([ai, possible.length]).toEqual([ai, requires.length]);
    }
  });

  test('counts decimal places by the last digit', () => {
    expect(['3103', '3690', '3909', '3912', '3943', '3955'].map((ai) => identifierOf(ai)?.decimals)).toEqual([
      3, 0, 9, 2, 3, 5,
    ]);
    expect(identifierOf('4331')?.decimals).toBe(2);
    expect(['01', '37', '7004', '8005', '8001'].map((ai) => identifierOf(ai)?.decimals)).toEqual(
      Array(5).fill(undefined),
    );
  });

  test.each([
    ['00', 'SSCC'],
    ['7033', 'PROCESSOR # 3'],
    ['7230', 'CERT # 1'],
    ['7239', 'CERT # 10'],
    ['3105', 'NET WEIGHT (kg)'],
    ['4302', 'SHIP TO ADD1'],
    ['713', 'NHRN DRN'],
    ['95', 'INTERNAL'],
    ['8110', ''],
  ])('titles (%s) %j', (ai, title) => expect(identifierOf(ai)?.title).toBe(title));
});
