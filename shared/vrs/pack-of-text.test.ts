import { describe, expect, test } from 'vitest';
import { packOfText } from './pack-of-text.ts';

const pack = { gtin: '09521888000018', lot: 'L/1', serial: 'A+1', exp: '281231' };

describe('the pack of a code', () => {
  test.each([
    ['as a scanner sends it', `01${pack.gtin}21A+1\u001d1728123110L/1`],
    ['as people type it', `(01)${pack.gtin}(21)A+1(17)281231(10)L/1`],
    ['as a link', `https://id.example/01/${pack.gtin}/10/L%2F1/21/A%2B1?17=281231&x=1`],
  ])('is read %s', (_, code) => expect(packOfText(code)).toEqual(pack));

  test.each([
    ['without a lot', `01${pack.gtin}21A1\u001d17281231`, 'no lot'],
    ['of a case', '00009521888000000012', 'no GTIN, no lot, no serial, no expiry'],
    ['with a wrong check digit', '0109521888000019', '(01)'],
  ])('%s is refused with what is missing', (_, code, detail) =>
    expect(packOfText(code)).toMatchObject({ at: '/code', detail: expect.stringContaining(detail) }),
  );
});
