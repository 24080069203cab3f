import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../refusal.ts';
import { readChinaCode, writeChinaCode } from './china-code.ts';

describe('Chinese platform code', () => {
  test('has product, serial and check digits', () =>
    expect(readChinaCode('81234560000000011234')).toEqual({
      product: '8123456',
      serial: '000000001',
      check: '1234',
      speciallyControlled: false,
    }));

  test('89 marks specially controlled drugs', () =>
    expect(readChinaCode('89234560000000011234')).toMatchObject({ speciallyControlled: true }));

  test.each(['81234560000000011234', '89999999999999999999'])('%s is written back', (text) => {
    const code = readChinaCode(text);
    if (isRefusal(code)) throw new Error(code.detail);
    expect(writeChinaCode(code)).toBe(text);
  });

  test.each([
    '',
    '8123456000000001123',
    '812345600000000112345',
    '71234560000000011234',
    '8123456000000001123X',
    ' 81234560000000011234',
  ])('"%s" is refused', (text) =>
    expect(readChinaCode(text)).toMatchObject({ refused: 'malformed', remedy: expect.stringContaining('20-digit') }),
  );

  test('parts of the wrong length are not written, even when they sum to 20', () => {
    expect(writeChinaCode({ product: '812345', serial: '6000000001', check: '1234' })).toHaveProperty('refused');
    expect(writeChinaCode({ product: '7123456', serial: '000000001', check: '1234' })).toHaveProperty('refused');
  });
});
