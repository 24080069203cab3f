import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal, type Refusal } from '../../refusal.ts';
import { type Ndc, ndc10Layouts, readNdc, toNdc10, toNdc11, toNdc12, writeNdc } from './ndc.ts';

function ndc(text: string): Ndc {
  const read = readNdc(text);
  if (isRefusal(read)) throw new Error(read.detail);
  return read;
}

const shown = (one: Ndc | Refusal) => ('refused' in one ? one.detail : writeNdc(one));

/** The same code assigned, billed, and as it will be written from 2033. */
const forms: [string, string, string][] = [
  ['1234-5678-90', '01234-5678-90', '001234-5678-90'],
  ['12345-678-90', '12345-0678-90', '012345-0678-90'],
  ['12345-6789-0', '12345-6789-00', '012345-6789-00'],
];

describe('NDC', () => {
  test.each(forms)('%s is %s in 11 digits and %s in 12', (ten, eleven, twelve) => {
    expect(shown(toNdc11(ndc(ten)))).toBe(eleven);
    expect(shown(toNdc12(ndc(ten)))).toBe(twelve);
    expect(shown(toNdc11(ndc(twelve)))).toBe(eleven);
    expect(shown(toNdc12(ndc(eleven)))).toBe(twelve);
    expect(shown(toNdc10(ndc(ten)))).toBe(ten);
  });

  test('eleven and twelve digits need no hyphens', () => {
    expect(shown(ndc('12345067890'))).toBe('12345-0678-90');
    expect(shown(ndc('012345067890'))).toBe('012345-0678-90');
    expect(writeNdc(ndc('12345-678-90'), false)).toBe('1234567890');
  });

  test('ten digits without hyphens need the layout', () => {
    expect(readNdc('1234567890')).toMatchObject({
      refused: 'malformed',
      detail: expect.stringContaining('4-4-2, 5-3-2, 5-4-1'),
      remedy: expect.stringContaining('layout'),
    });
    expect(ndc10Layouts.map((layout) => shown(readNdc('1234567890', layout)))).toEqual([
      '1234-5678-90',
      '12345-678-90',
      '12345-6789-0',
    ]);
  });

  test('one possible place of padding is enough, two are not', () => {
    expect(shown(toNdc10(ndc('12345-0678-90')))).toBe('12345-678-90');
    expect(toNdc10(ndc('01234-0678-90'))).toMatchObject({
      refused: 'malformed',
      detail: expect.stringContaining('1234-0678-90 or 01234-678-90'),
      remedy: 'give the layout',
    });
    expect(shown(toNdc10(ndc('01234-0678-90'), '4-4-2'))).toBe('1234-0678-90');
    expect(shown(toNdc10(ndc('01234-0678-90'), '5-3-2'))).toBe('01234-678-90');
  });

  test('codes that were never of ten digits have no such form', () => {
    expect(toNdc10(ndc('12345-6789-10'))).toMatchObject({ detail: expect.stringContaining('no form of 10 digits') });
    expect(toNdc10(ndc('12345-0678-90'), '4-4-2')).toMatchObject({ refused: 'malformed' });
    expect(toNdc11(ndc('123456-7890-12'))).toMatchObject({ refused: 'malformed' });
  });

  test.each([
    '',
    '123456789',
    '1234567890123',
    '12345-678-9',
    '123-45678-90',
    '12345--67890',
    '1234-567-890',
    '1234 5678 90',
    '1234-5678-9X',
    '-1234567890',
    '12345-67890',
  ])('"%s" is refused', (text) => expect(readNdc(text)).toMatchObject({ refused: 'malformed', rule: '21 CFR 207.33' }));

  test('a layout that the text does not have is refused', () => {
    expect(readNdc('1234-5678-90', '5-3-2')).toMatchObject({ refused: 'malformed' });
    expect(readNdc('12345067890', '5-3-2')).toMatchObject({ refused: 'malformed' });
    expect(readNdc('1234567890', '5-4-2')).toMatchObject({ refused: 'malformed' });
  });

  test('with its layout every code survives every form', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^\d{10}$/), fc.constantFrom(...ndc10Layouts), (digits, layout) => {
        const ten = readNdc(digits, layout);
        if (isRefusal(ten)) throw new Error(ten.detail);
        for (const pad of [toNdc11, toNdc12]) {
          const padded = pad(ten);
          if (isRefusal(padded)) throw new Error(padded.detail);
          expect(toNdc10(padded, layout)).toEqual(ten);
          expect(readNdc(writeNdc(padded, false))).toEqual(padded);
          const guessed = toNdc10(padded);
          if (!isRefusal(guessed)) expect(guessed).toEqual(ten);
        }
      }),
    ));
});
