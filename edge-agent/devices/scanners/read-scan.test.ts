import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fnc1, writeElementString } from '#shared/gs1/element-string.ts';
import { readScan } from './read-scan.ts';

const gtin = '09506000134352';
const gs = fnc1;
const set82 = [...'!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'];
const digits = fc.stringMatching(/^\d{1,20}$/);
const free = fc.array(fc.constantFrom(...set82), { minLength: 1, maxLength: 20 }).map((parts) => parts.join(''));
const value = fc.oneof(free, digits);
const expiry = fc.constantFrom('271231', '280100', '300615');
const recipe = ['01', '17', '10', '21'];

interface Pack {
  readonly serial: string;
  readonly lot: string;
  readonly expiry: string;
}
const pack: fc.Arbitrary<Pack> = fc.record({ serial: value, lot: value, expiry });
const codeOf = ({ serial, lot, expiry: end }: Pack, order: readonly string[]): string => {
  const values: Record<string, string> = { '01': gtin, '17': end, '10': lot, '21': serial };
  const text = writeElementString(order.map((ai) => ({ ai, value: values[ai] ?? '' })));
  if (typeof text !== 'string') throw new Error(text.detail);
  return text;
};
const anyOrder = fc.shuffledSubarray(recipe, { minLength: 4 });

describe('a scan of a pack', () => {
  test.each([']d2', ']C1', ']Q3', ']J1'])('tells what its code carries: %s', (aim) => {
    expect(readScan(`${aim}01${gtin}1727123110LOT1${gs}21S1`)).toEqual({
      kind: 'item',
      gtin,
      serial: 'S1',
      lot: 'LOT1',
      expiry: '271231',
    });
  });

  test('tells exactly what was printed, in whatever order, with the recipe known or not', () => {
    fc.assert(
      fc.property(pack, anyOrder, (what, order) => {
        const { serial, lot, expiry: end } = what;
        const expected = { kind: 'item', gtin, serial, lot, expiry: end };
        expect(readScan(`]d2${codeOf(what, order)}`, recipe)).toEqual(expected);
        expect(readScan(`]d2${codeOf(what, order)}`)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  test('is refused when its separators were lost, in whatever order, with the recipe known or not', () => {
    fc.assert(
      fc.property(pack, anyOrder, (what, order) => {
        const code = codeOf(what, order);
        fc.pre(code.includes(gs));
        const lossy = `]d2${code.replaceAll(gs, '')}`;
        expect(readScan(lossy, recipe)).toMatchObject({ refused: 'malformed' });
        expect(readScan(lossy)).toMatchObject({ refused: 'malformed' });
      }),
      { numRuns: 1_000 },
    );
  });

  test.each(['?', '|', ' ', '<GS>', '^', '#', '\\F', '\x1e'])(
    'is refused when %j came in place of a separator',
    (other) => {
      for (const order of [recipe, ['01', '21', '10', '17']]) {
        const code = codeOf({ serial: 'S1', lot: 'LOT1', expiry: '271231' }, order);
        expect(readScan(`]d2${code.replaceAll(gs, other)}`)).toMatchObject({ refused: 'malformed' });
      }
    },
  );

  test('says what to do about a lost separator', () => {
    const swallowed = readScan(`]d201${gtin}21S11727123110LOT1`);
    expect(swallowed).toMatchObject({
      detail: expect.stringContaining('separator'),
      remedy: expect.stringContaining('TCP'),
    });
    const tooLong = readScan(`]d201${gtin}10LOT1LOT1LOT121SERIAL1SERIAL1`);
    expect(tooLong).toMatchObject({ remedy: expect.stringContaining('TCP') });
  });

  test('of GTIN and serial alone is taken where that is what the recipe has, whatever the serial looks like', () => {
    expect(readScan(`]d201${gtin}21S10X`)).toMatchObject({ refused: 'malformed' });
    expect(readScan(`]d201${gtin}21S10X`, ['01', '21'])).toMatchObject({ kind: 'item', serial: 'S10X' });
    expect(readScan(`]d201${gtin}21SX`)).toMatchObject({ kind: 'item', serial: 'SX' });
  });

  test.each([
    [`01${gtin}17271231`, 'no serial'],
    ['21S1', 'no GTIN'],
    [`01${gtin}`, 'no serial'],
  ])('that names no single pack is refused: %s', (code, detail) => {
    expect(readScan(`]d2${code}`)).toMatchObject({ detail: expect.stringContaining(detail) });
  });

  test('that lacks something of the recipe is refused', () => {
    expect(readScan(`]d201${gtin}21SX`, recipe)).toMatchObject({ detail: 'the code has no (17)' });
  });
});

describe('a scan of a container', () => {
  const sscc = '095060001343520000';
  test('tells its SSCC, whatever else the label carries', () => {
    expect(readScan(`]C100${sscc}`)).toEqual({ kind: 'sscc', sscc });
    expect(readScan(`]C100${sscc}10LOT21`, recipe)).toEqual({ kind: 'sscc', sscc });
  });

  test('is refused when it also names a trade item', () => {
    expect(readScan(`]C100${sscc}01${gtin}21S1`)).toMatchObject({ refused: 'malformed' });
  });

  test('is refused when a digit was misread', () => {
    expect(readScan(']C100095060001343520001')).toMatchObject({ refused: 'malformed' });
  });
});

describe('a scan of something else', () => {
  test.each([
    [']d1', 'Data Matrix'],
    [']C0', 'Code 128'],
    [']Q1', 'QR Code'],
    [']E0', 'EAN-13'],
    [']I1', 'ITF-14'],
    [']A0', 'Code 39'],
    [']??', 'no known symbology'],
  ])('is refused by its name: %s', (aim, name) => {
    expect(readScan(`${aim}01${gtin}21S1`)).toMatchObject({
      detail: expect.stringMatching(new RegExp(`^not a GS1 code: .*${name}`)),
    });
  });

  test.each(['', `01${gtin}21S1`, 'hello'])(
    'without symbology identifier is refused with what to switch on: %j',
    (text) => {
      expect(readScan(text)).toMatchObject({ remedy: expect.stringContaining('AIM') });
    },
  );

  test('never throws, and never tells a pack of a text that is no GS1 code', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(readScan(`]d2${text}`)).toBeDefined();
      }),
    );
  });
});
