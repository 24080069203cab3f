import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAsc06, writeAsc06 } from './asc-06.ts';

const envelope = (...fields: string[]) => `[)>\x1e06\x1d${fields.join('\x1d')}\x1e\x04`;

describe('format 06', () => {
  test('is read into its fields, with or without symbology identifier', () => {
    const fields = [
      { di: '9N', value: '110375286414' },
      { di: '1T', value: '12345ABCD' },
      { di: 'D', value: '150617' },
      { di: 'S', value: '12345ABCDEF98765' },
    ];
    const text = envelope('9N110375286414', '1T12345ABCD', 'D150617', 'S12345ABCDEF98765');
    for (const symbol of ['', ']d1', ']Q1']) expect(readAsc06(symbol + text)).toEqual(fields);
    expect(writeAsc06(fields)).toBe(text);
  });

  test.each([
    ['nothing', '', '0'],
    ['no header', '9N110375286414', '0'],
    ['another format', '[)>\x1e05\x1d01\x1e\x04', '0'],
    ['a GS1 symbol', `]d2${envelope('S1')}`, '0'],
    ['control characters lost', '[)>069N110375286414S1', '0'],
    ['no trailer', '[)>\x1e06\x1dS1', '9'],
    ['a trailer in part', '[)>\x1e06\x1dS1\x1e', '10'],
    ['no field', envelope(''), '7'],
    ['an empty field in between', envelope('S1', '', 'D150617'), '10'],
    ['an identifier without value', envelope('9N110375286414', 'S'), '22'],
    ['a value without identifier', envelope('123'), '7'],
    ['an identifier twice', envelope('S1', 'S2'), '10'],
    ['a control character in a value', envelope('S1\x1e2'), '7'],
    ['a letter outside ASCII', envelope('Sé'), '7'],
  ])('%s is refused with its place', (_, text, at) =>
    expect(readAsc06(text)).toMatchObject({ refused: 'malformed', at, rule: 'ISO/IEC 15434 format 06' }),
  );

  test.each([
    ['no field', []],
    ['an identifier of small letters', [{ di: 's', value: '1' }]],
    ['an identifier that ends in its value', [{ di: '9', value: 'N110' }]],
    ['a value with a separator', [{ di: 'S', value: '1\x1dD150617' }]],
    ['an empty value', [{ di: 'S', value: '' }]],
  ])('%s is not written', (_, fields) => expect(writeAsc06(fields)).toMatchObject({ refused: 'malformed' }));

  test('fields survive', () =>
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.record({ di: fc.stringMatching(/^\d{0,3}[A-Z]$/), value: fc.stringMatching(/^[ -~]{1,30}$/) }),
          { minLength: 1, maxLength: 6, selector: ({ di }) => di },
        ),
        (fields) => {
          const text = writeAsc06(fields);
          expect(readAsc06(String(text))).toEqual(fields);
        },
      ),
    ));

  test('a million separators or fields end in a refusal', () => {
    expect(readAsc06(envelope('\x1d'.repeat(1_000_000)))).toMatchObject({ refused: 'too-large' });
    expect(writeAsc06(Array.from({ length: 20_000 }, (_, at) => ({ di: `${at % 1000}A`, value: '1' })))).toMatchObject({
      refused: 'too-large',
    });
  });
});
