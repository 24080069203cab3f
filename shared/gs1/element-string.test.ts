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
    ['a retail barcode', ']E09521321543218', at(0, ']E0')],
    ['nothing', '', at(0, 'no data')],
    ['a symbology identifier alone', ']d2', at(3, 'no data')],
    ['a leading separator', `\x1d${text}`, at(0, 'no application identifier')],
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
    ['half a minute', '8008280331121', at(12, 'not a time')],
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
