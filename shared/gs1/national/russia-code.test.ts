import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../refusal.ts';
import { readElementString, writeElementString } from '../element-string.ts';
import {
  elementsOfRussianCode,
  readRussianCode,
  readRussianKey,
  readRussianSgtin,
  writeRussianSgtin,
} from './russia-code.ts';

const code = { gtin: '09521321543218', serial: 'AbC0123456789', keyId: 'EE06', crypto: `${'dummy+/0'.repeat(5)}abc=` };

describe('Russian pack code', () => {
  test('is read from its elements and written in the order of print', () => {
    const elements = elementsOfRussianCode(code);
    if (isRefusal(elements)) throw new Error(elements.detail);
    expect(elements.map(({ ai }) => ai)).toEqual(['01', '21', '91', '92']);
    expect(readRussianCode(elements)).toEqual(code);
    expect(readRussianCode(elements.toReversed())).toEqual(code);
  });

  test('survives the symbol', () => {
    const elements = elementsOfRussianCode(code);
    if (isRefusal(elements)) throw new Error(elements.detail);
    const scanned = readElementString(`]d2${writeElementString(elements)}`);
    if (isRefusal(scanned)) throw new Error(scanned.detail);
    expect(readRussianCode(scanned)).toEqual(code);
  });

  test('may have the longer tail of before', () =>
    expect(elementsOfRussianCode({ ...code, crypto: 'A'.repeat(88) })).not.toHaveProperty('refused'));

  test.each([
    ['a serial of 12', { serial: 'AbC012345678' }, '21'],
    ['a serial with a dash', { serial: 'AbC-123456789' }, '21'],
    ['a wrong check digit', { gtin: '09521321543217' }, '01'],
    ['a GTIN of 13 digits', { gtin: '9521321543218' }, '01'],
    ['a key id of 3', { keyId: 'EE0' }, '91'],
    ['a tail of 45', { crypto: 'A'.repeat(45) }, '92'],
    ['a tail with a space', { crypto: ' '.repeat(44) }, '92'],
    ['no tail', { crypto: '' }, '92'],
  ])('%s is refused', (_, wrong, at) => {
    expect(elementsOfRussianCode({ ...code, ...wrong })).toMatchObject({ refused: 'malformed', at });
    const { gtin, serial, keyId, crypto } = { ...code, ...wrong };
    const elements = [gtin, serial, keyId, crypto].map((value, index) => ({
      ai: ['01', '21', '91', '92'][index] ?? '',
      value,
    }));
    expect(readRussianCode(elements)).toMatchObject({ refused: 'malformed', at });
  });

  test('lot and expiry are kept beside it', () => {
    const elements = elementsOfRussianCode(code);
    if (isRefusal(elements)) throw new Error(elements.detail);
    const others = [
      { ai: '10', value: 'L' },
      { ai: '17', value: '280331' },
    ];
    expect(readRussianCode([...others, ...elements])).toEqual({ ...code, others });
    expect(elementsOfRussianCode({ ...code, others })).toEqual([...elements, ...others]);
    expect(readRussianCode([])).toMatchObject({ refused: 'malformed', at: '01' });
  });
});

describe('SGTIN of a document', () => {
  test('is GTIN and serial together', () => {
    expect(readRussianSgtin('09521321543218AbC0123456789')).toEqual({ gtin: code.gtin, serial: code.serial });
    expect(writeRussianSgtin(code)).toBe('09521321543218AbC0123456789');
  });

  test('never carries the tail', () =>
    expect(readRussianSgtin(`09521321543218AbC012345678991EE06`)).toMatchObject({
      refused: 'malformed',
      remedy: expect.stringContaining('without (91)'),
    }));

  test('a group package is named by its SSCC', () => {
    expect(readRussianKey('195213212345678904')).toEqual({ sscc: '195213212345678904' });
    expect(readRussianKey('195213212345678903')).toMatchObject({ refused: 'malformed', rule: 'GS1 GS §7.9' });
    expect(readRussianKey('09521321543218AbC0123456789')).toMatchObject({ gtin: code.gtin });
    expect(readRussianKey('0952132154321')).toMatchObject({ refused: 'malformed' });
  });

  test('every serial survives, case and all', () =>
    fc.assert(
      fc.property(fc.stringMatching(/^[a-zA-Z0-9]{13}$/), (serial) => {
        const text = writeRussianSgtin({ gtin: code.gtin, serial });
        expect(readRussianSgtin(String(text))).toEqual({ gtin: code.gtin, serial });
      }),
    ));
});
