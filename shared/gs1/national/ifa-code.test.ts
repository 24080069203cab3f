import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../refusal.ts';
import { elementsOfIfaCode, type IfaCode, ifaCodeOfElements, readIfaCode, writeIfaCode } from './ifa-code.ts';

const text = '[)>\x1e06\x1d9N110375286414\x1d1T12345ABCD\x1dD210600\x1dS12345ABCDEF98765\x1e\x04';
const code: IfaCode = { ppn: '110375286414', lot: '12345ABCD', expiry: '210600', serial: '12345ABCDEF98765' };

const envelope = (...fields: string[]) => `[)>\x1e06\x1d${fields.join('\x1d')}\x1e\x04`;

describe('IFA code', () => {
  test('is read and written back', () => {
    expect(readIfaCode(text)).toEqual(code);
    expect(writeIfaCode(code)).toBe(text);
  });

  test('fields may stand in any order, and others beside them', () => {
    const read = readIfaCode(envelope('S7', '16D20210601', '9N110375286414', '8P04150037528643'));
    expect(read).toEqual({
      ppn: '110375286414',
      serial: '7',
      gtin: '04150037528643',
      others: [{ di: '16D', value: '20210601' }],
    });
    if (!isRefusal(read)) expect(readIfaCode(String(writeIfaCode(read)))).toEqual(read);
  });

  test.each([
    ['no PPN', envelope('S7'), { at: '9N' }],
    ['wrong check digits', envelope('9N110375286415'), { rule: 'IFA PPN modulo 97' }],
    ['a serial of 21 characters', envelope('9N110375286414', `S${'A'.repeat(21)}`), { at: 'S' }],
    ['a character outside the set', envelope('9N110375286414', 'SA@B'), { at: 'S' }],
    ['a date with month 13', envelope('9N110375286414', 'D211300'), { at: 'D' }],
    ['a date of eight digits', envelope('9N110375286414', 'D20210600'), { at: 'D' }],
    ['a lot with a space', envelope('9N110375286414', '1TA B'), { at: '1T' }],
    ['a wrong GTIN', envelope('9N110375286414', '8P04150037528644'), { at: '8P' }],
    ['no envelope', '9N110375286414', { rule: 'ISO/IEC 15434 format 06' }],
  ])('%s is refused', (_, wrong, refusal) =>
    expect(readIfaCode(wrong)).toMatchObject({ refused: 'malformed', ...refusal }),
  );

  test('what would be refused in reading is not written', () => {
    expect(writeIfaCode({ ppn: '110375286415' })).toMatchObject({ refused: 'malformed' });
    expect(writeIfaCode({ ...code, serial: 'A B' })).toMatchObject({ refused: 'malformed', at: 'S' });
    expect(writeIfaCode({ ...code, serial: '' })).toMatchObject({ refused: 'malformed', at: 'S' });
  });

  const elements = [
    { ai: '01', value: '04150037528643' },
    { ai: '21', value: '12345ABCDEF98765' },
    { ai: '17', value: '210600' },
    { ai: '10', value: '12345ABCD' },
  ];

  test('says the same in GS1 elements, and back', () => {
    expect(elementsOfIfaCode(code)).toEqual(elements);
    expect(ifaCodeOfElements(elements)).toEqual(code);
    expect(elementsOfIfaCode({ ppn: code.ppn })).toEqual(elements.slice(0, 1));
  });

  test('with a GTIN says the PZN beside it, and back', () => {
    const both = { ppn: code.ppn, gtin: '09521321543218', serial: '7' };
    const said = [
      { ai: '01', value: '09521321543218' },
      { ai: '21', value: '7' },
      { ai: '710', value: '03752864' },
    ];
    expect(elementsOfIfaCode(both)).toEqual(said);
    expect(ifaCodeOfElements(said)).toEqual(both);
    expect(elementsOfIfaCode({ ppn: code.ppn, gtin: '04150037528643' })).toEqual(elements.slice(0, 1));
    expect(ifaCodeOfElements([...elements, { ai: '710', value: '03752864' }])).toEqual(code);
    expect(
      ifaCodeOfElements([
        { ai: '01', value: '09521321543218' },
        { ai: '710', value: '03752865' },
      ]),
    ).toHaveProperty('refused');
  });

  test('with fields that GS1 has no identifier for is refused, not cut', () =>
    expect(elementsOfIfaCode({ ...code, others: [{ di: '16D', value: '20210601' }] })).toMatchObject({
      refused: 'unsupported',
      at: '16D',
    }));

  test('that breaks a rule has no GS1 elements', () =>
    expect(elementsOfIfaCode({ ...code, serial: 'A B' })).toMatchObject({ refused: 'malformed', at: 'S' }));

  test('has no GS1 elements when the PPN is of another agency, no PPN when the GTIN has no PZN', () => {
    expect(elementsOfIfaCode({ ppn: '14HAHA92146' })).toMatchObject({ refused: 'unsupported' });
    expect(ifaCodeOfElements([{ ai: '01', value: '09521321543218' }])).toMatchObject({ refused: 'unsupported' });
    expect(ifaCodeOfElements([])).toMatchObject({ refused: 'malformed' });
  });
});
