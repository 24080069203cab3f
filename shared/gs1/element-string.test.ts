import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../refusal.ts';
import { checkDigit } from './check-digit.ts';
import { readElementString, writeElementString } from './element-string.ts';
import type { Element } from './key-link.ts';

const pack: Element[] = [
  { ai: '01', value: '09521321543218' },
  { ai: '17', value: '280331' },
  { ai: '10', value: 'LOT-77' },
  { ai: '21', value: 'SN/0042' },
];
const text = '010952132154321817280331' + '10LOT-77\x1d21SN/0042';

const at = (offset: number, detail: string) => ({
  refused: 'malformed',
  at: String(offset),
  detail: expect.stringContaining(detail),
});

describe('element string', () => {
  test('of a pack is read with and without symbology identifier, and written', () => {
    expect(readElementString(text)).toEqual(pack);
    for (const symbol of [']d2', ']C1', ']e0', ']Q3', ']J1']) expect(readElementString(symbol + text)).toEqual(pack);
    expect(writeElementString(pack)).toBe(text);
  });

  test('separates what has no predefined length, whatever its own length is', () => {
    expect(writeElementString([{ ai: '7003', value: '2803311200' }, ...pack.slice(0, 1)])).toBe(
      '70032803311200\x1d0109521321543218',
    );
    expect(readElementString('70032803311200\x1d0109521321543218')).toHaveLength(2);
  });

  test('tolerates a separator after predefined data and after the last element', () =>
    expect(readElementString('0109521321543218\x1d10A\x1d')).toEqual([pack[0], { ai: '10', value: 'A' }]));

  test.each([
    ['a plain DataMatrix', `]d1${text}`, at(0, ']d1')],
    ['an add-on of a retail barcode', ']E112', at(0, 'two-digit add-on')],
    ['nothing', '', at(0, 'no data')],
    ['a symbology identifier alone', ']d2', at(3, 'no data')],
    ['two leading separators', `\x1d\x1d${text}`, at(1, 'no application identifier')],
    ['an unknown identifier', `${text}\x1d05123`, at(43, 'no application identifier')],
    ['human-readable text', '(01)09521321543218', at(0, 'no application identifier')],
    ['a wrong check digit', '0109521321543217', at(15, 'must be 8')],
    ['a GTIN cut short', '01095213215', at(11, 'must have 14')],
    ['a letter in a GTIN', '010952132X543218', at(9, 'character set N')],
    ['month 13', '17281301', at(4, 'no month')],
    ['30 February', '17280230', at(6, 'no day')],
    ['29 February of a common year', '17270229', at(6, 'no day')],
    ['an empty lot', '10\x1d21A', at(2, 'must have 1 to 20')],
    ['a lot of 21 characters', `10${'A'.repeat(21)}`, at(22, 'must have 1 to 20')],
    ['a lost separator', '10LOT-7721SN/004217280331', at(22, 'must have 1 to 20')],
    ['a space in a serial', '21A B', at(3, 'character set X')],
    ['hour 24', '70032803312400', at(10, 'not a time')],
    ['half a minute', '8008280331121', at(12, 'cut short')],
    ['two serials', '21A\x1d21B', at(4, 'twice')],
    ['piece 4 of 3', '8006095213215432180403', at(18, 'piece 4 of 3')],
    ['a GRAI without its zero', '800319521321000459', at(4, 'begin with 0')],
  ])('%s is refused where it is wrong', (_, wrong, refusal) => expect(readElementString(wrong)).toMatchObject(refusal));

  test.each(['17280300', '17280229', '800828033112', '80082803311259', '8008280331125959', '2539521321001237', '717A'])(
    '%s is good',
    (good) => expect(isRefusal(readElementString(good))).toBe(false),
  );

  test('the same element twice is one fact said twice', () => expect(readElementString('21A\x1d21A')).toHaveLength(2));

  test('a value that breaks a rule is not written', () => {
    expect(writeElementString([...pack.slice(0, 3), { ai: '21', value: 'a\x1db' }])).toMatchObject({ at: '3' });
    expect(writeElementString([{ ai: '01', value: '09521321543217' }])).toMatchObject({ at: '0' });
    expect(writeElementString([{ ai: '05', value: '1' }])).toMatchObject({ at: '0' });
  });

  test('what is written is read back, in any order', () => {
    const set82 = (most: number) => fc.stringMatching(new RegExp(`^[!"%&'()*+,\\-./0-9:;<=>?A-Z_a-z]{1,${most}}$`));
    const gtin = fc.stringMatching(/^[0-9]{13}$/).map((body) => body + checkDigit(body));
    const elements = fc
      .record({
        '01': gtin,
        '10': set82(20),
        '17': fc.constantFrom('280331', '991200'),
        '21': set82(20),
        '37': fc.stringMatching(/^[0-9]{1,8}$/),
        '3103': fc.stringMatching(/^[0-9]{6}$/),
        '240': set82(30),
        '710': set82(20),
        '91': set82(90),
      })
      .chain((values) =>
        fc.shuffledSubarray(
          Object.entries(values).map(([ai, value]) => ({ ai, value })),
          { minLength: 1 },
        ),
      );
    return fc.assert(
      fc.property(elements, (list) => {
        const written = writeElementString(list);
        expect(typeof written === 'string' && readElementString(`]d2${written}`)).toEqual(list);
      }),
    );
  });

  test('begins with FNC1 or not, and shows it as a caret where it begins with one', () => {
    expect(readElementString(`\x1d${text}`)).toEqual(pack);
    expect(readElementString(`]d2\x1d${text}`)).toEqual(pack);
    expect(readElementString(`^${text.replace('\x1d', '^')}`)).toEqual(pack);
    expect(readElementString(`${text}^`)).toMatchObject({ at: `${text.length}` });
  });

  test('puts elements of predefined length first when asked', () => {
    const mixed = [pack[3], pack[0], pack[2], pack[1]].filter((one) => one !== undefined);
    expect(writeElementString(mixed)).toBe('21SN/0042\x1d010952132154321810LOT-77\x1d17280331');
    expect(writeElementString(mixed, { predefinedFirst: true })).toBe('01095213215432181728033121SN/0042\x1d10LOT-77');
    expect(writeElementString([...mixed, { ai: '17', value: '281301' }], { predefinedFirst: true })).toMatchObject({
      at: '4',
    });
  });

  test('of nothing is nothing', () => expect(writeElementString([])).toBe(''));

  test('no text whatever makes it throw, and an accepted text says the same again', () => {
    const near = fc
      .array(fc.constantFrom('01', '10', '17', '21', '\x1d', ']d2', 'A', '0', '9521321543218', '280331'))
      .map((l) => l.join(''));
    return fc.assert(
      fc.property(fc.oneof(near, fc.string()), (anything) => {
        const read = readElementString(anything);
        if (isRefusal(read)) return;
        const written = writeElementString(read);
        expect(typeof written === 'string' && readElementString(written)).toEqual(read);
      }),
    );
  });
});

describe('symbols that carry a GTIN alone', () => {
  const gtin = [{ ai: '01', value: '09521321543218' }];

  test.each([
    [']E09521321543218', gtin],
    [']E0614141123452', [{ ai: '01', value: '00614141123452' }]],
    [']E00614141123452', [{ ai: '01', value: '00614141123452' }]],
    [']E495200002', [{ ai: '01', value: '00000095200002' }]],
    [']I119521321543215', [{ ai: '01', value: '19521321543215' }]],
  ])('%s is read', (symbol, elements) => expect(readElementString(symbol)).toEqual(elements));

  test.each([']E09521321543218|]e010A\x1d21B', ']E09521321543218]e010A\x1d21B'])(
    '%j has a composite component',
    (symbol) =>
      expect(readElementString(symbol)).toEqual([...gtin, { ai: '10', value: 'A' }, { ai: '21', value: 'B' }]),
  );

  test.each([
    ['a digit too few', ']E095213215', at(11, 'not 8')],
    ['a digit too many', ']E4952000020', at(11, 'not 9')],
    ['a wrong check digit', ']E09521321543217', at(15, 'must be 8')],
    ['a letter', ']E0952132154321X', at(15, 'character set N')],
    ['an element string', ']E0010952132154321810A', at(16, 'not 19')],
    ['a composite component that is wrong', ']E09521321543218]e017281301', at(23, 'no month')],
    ['Interleaved 2 of 5 of other length', ']I11234567890', at(13, 'not 10')],
  ])('%s is refused where it is wrong', (_, symbol, refusal) =>
    expect(readElementString(symbol)).toMatchObject(refusal),
  );
});

describe('refusals', () => {
  test.each([
    [']d1010952132154321821A', 'Data Matrix', 'FNC1 first'],
    [']C0010952132154321821A', 'Code 128', 'FNC1 first'],
    [']Q1https://id.gs1.org/01/09521321543218', 'QR Code', 'Digital Link'],
    [']L0x', 'PDF417', 'FNC1 first'],
    [']*9x', 'no known symbology', 'FNC1 first'],
  ])('of %j name the symbol and what to do', (symbol, name, remedy) =>
    expect(readElementString(symbol)).toMatchObject({
      ...at(0, name),
      rule: 'GS1 GS §5.1.2',
      remedy: expect.stringContaining(remedy),
    }),
  );

  test('cite the clause of what is broken', () => {
    const ruleOf = (symbol: string) => Object(readElementString(symbol)).rule;
    expect(ruleOf('0109521321543217')).toBe('GS1 GS §7.9');
    expect(ruleOf('17281301')).toBe('GS1 GS §7.12');
    expect(ruleOf('21A B')).toBe('GS1 GS §7.11');
    expect(ruleOf('422529')).toBe('ISO 3166-1 numeric');
    expect(ruleOf('21A\x1d21B')).toBe('GS1 GS §4.13');
    expect(ruleOf('10')).toBe('GS1 GS §7.8');
  });

  test('of a swallowed element point at the separator, of brackets at the text they are', () => {
    expect(readElementString('10LOT-7721SN/004217280331')).toMatchObject({ remedy: expect.stringContaining('FNC1') });
    expect(readElementString('(01)09521321543218')).toMatchObject({ remedy: expect.stringContaining('brackets') });
  });

  test('are short, however long the text is', () => {
    expect(readElementString(`10${'A'.repeat(5000)}`)).toMatchObject({ at: '22' });
    expect(JSON.stringify(readElementString(`10${'A'.repeat(5000)}`)).length).toBeLessThan(400);
    expect(readElementString('90A\x1d'.repeat(1_000_000))).toMatchObject({ refused: 'too-large' });
    expect(readElementString('90A\x1d'.repeat(2000))).toHaveLength(2000);
  });
});

describe('element strings whose associations are asked for', () => {
  const read = (symbol: string) => readElementString(symbol, { associations: true });

  test('are read when every element has its association', () => {
    expect(read(text)).toEqual(pack);
    expect(read('02095213215432183724' + '\x1d00095213210000000018')).toHaveLength(3);
  });

  test.each([
    ['a serial alone', '21A', at(0, '(21) lacks its mandatory association')],
    ['content without count', '0209521321543218', at(0, '(02) lacks its mandatory association')],
    ['a count beside a GTIN', `${text}\x1d3724`, at(0, '(01) and (37) are an invalid pair')],
    [
      'two measures of one kind',
      '01095213215432183103000001' + '3102000010',
      at(16, '(3103) and (3102) are an invalid pair'),
    ],
    ['an expiry of nothing', '17280331', at(0, '(17) lacks its mandatory association')],
  ])('%s is refused at its identifier, and read when nobody asks', (_, symbol, refusal) => {
    expect(read(symbol)).toMatchObject(refusal);
    expect(isRefusal(readElementString(symbol))).toBe(false);
  });

  test('count from the beginning of the text, symbology identifier included', () =>
    expect(read(']d221A')).toMatchObject({ at: '3', rule: 'GS1 GS §4.13', remedy: 'add (01) or (03) or (8006)' }));
});
