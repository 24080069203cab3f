import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../refusal.ts';
import { checkDigitHolds } from '../check-digit.ts';
import { ndc10Layouts, readNdc } from './ndc.ts';
import { gtinOfNdc, ndcDigitsOfGtin, ndcOfGtin } from './ndc-gtin.ts';

function ndc(text: string) {
  const read = readNdc(text);
  if (isRefusal(read)) throw new Error(read.detail);
  return read;
}

describe('GTIN of an NDC', () => {
  test('is indicator, 03, the ten digits and the check digit', () => {
    expect(gtinOfNdc(ndc('12345-678-90'))).toBe('00312345678906');
    expect(gtinOfNdc(ndc('12345-678-90'), '5')).toBe('50312345678901');
  });

  test('does not depend on the layout, which is why it cannot tell it', () => {
    expect(gtinOfNdc(ndc('1234-5678-90'))).toBe('00312345678906');
    expect(ndcDigitsOfGtin('00312345678906')).toBe('1234567890');
    expect(ndcDigitsOfGtin('312345678906')).toBe('1234567890');
    expect(ndcOfGtin('00312345678906', '5-3-2')).toEqual(ndc('12345-678-90'));
    expect(ndcOfGtin('50312345678901', '4-4-2')).toEqual(ndc('1234-5678-90'));
  });

  test.each(['12345-0678-90', '012345-0678-90', '123456-7890-12'])('%s has more digits than a GTIN holds', (text) =>
    expect(gtinOfNdc(ndc(text))).toMatchObject({ refused: 'unsupported', remedy: expect.any(String) }),
  );

  test('other GTINs have no NDC inside', () => {
    expect(ndcDigitsOfGtin('09521321543218')).toMatchObject({ refused: 'unsupported', at: '1' });
    expect(ndcOfGtin('00312345678907', '5-3-2')).toMatchObject({ refused: 'malformed', rule: 'GS1 GS §7.9' });
  });

  test.each(['9', '', '10', 'X'])('indicator "%s" is refused', (indicator) =>
    expect(gtinOfNdc(ndc('12345-678-90'), indicator)).toMatchObject({ refused: 'malformed', at: 'indicator' }),
  );

  test('every NDC comes back', () =>
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{10}$/),
        fc.constantFrom(...ndc10Layouts),
        fc.integer({ min: 0, max: 8 }),
        (digits, layout, indicator) => {
          const one = readNdc(digits, layout);
          if (isRefusal(one)) throw new Error(one.detail);
          const gtin = String(gtinOfNdc(one, String(indicator)));
          expect(checkDigitHolds(gtin)).toBe(true);
          expect(ndcOfGtin(gtin, layout)).toEqual(one);
        },
      ),
    ));
});
