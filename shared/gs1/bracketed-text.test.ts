import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../refusal.ts';
import { printedLines, readBracketedText, writeBracketedText } from './bracketed-text.ts';

const pack = [
  { ai: '01', value: '09521321543218' },
  { ai: '17', value: '280331' },
  { ai: '10', value: 'LOT-77' },
  { ai: '21', value: 'SN/0042' },
];
const text = '(01)09521321543218(17)280331(10)LOT-77(21)SN/0042';
const at = (offset: number, detail: string) => ({ at: `${offset}`, detail: expect.stringContaining(detail) });

describe('text with brackets', () => {
  test('is read and written', () => {
    expect(readBracketedText(text)).toEqual(pack);
    expect(writeBracketedText(pack)).toBe(text);
  });

  test('may be spaced and broken into lines as labels are', () => {
    expect(readBracketedText(' (01) 09521321543218\r\n(17) 280331\n\t(10) LOT-77 (21) SN/0042\n')).toEqual(pack);
    expect(readBracketedText(text.replaceAll('(', '\n('))).toEqual(pack);
  });

  test.each([
    ['A(B)C', '(10)A\\(B)C', '(10)A(B)C'],
    ['(21)', '(10)\\(21)', undefined],
    ['A(17)280331', '(10)A\\(17)280331', undefined],
    ['A(1)', '(10)A\\(1)', '(10)A(1)'],
    ['((', '(10)\\(\\(', undefined],
    [')', '(10))', '(10))'],
  ])('keeps brackets of the value %j by escaping them', (value, escaped, plain) => {
    expect(writeBracketedText([{ ai: '10', value }])).toBe(escaped);
    expect(readBracketedText(escaped)).toEqual([{ ai: '10', value }]);
    if (plain !== undefined) expect(readBracketedText(plain)).toEqual([{ ai: '10', value }]);
  });

  test('takes digits in brackets for an identifier, for print does not escape', () =>
    expect(readBracketedText('(10)A(17)280331')).toEqual([
      { ai: '10', value: 'A' },
      { ai: '17', value: '280331' },
    ]));

  test.each([
    ['nothing', '', at(0, 'no data')],
    ['space alone', ' \n', at(2, 'no data')],
    ['an element string', '0109521321543218', at(0, 'no identifier in brackets')],
    ['a text before', `GTIN ${text}`, at(0, 'no identifier in brackets')],
    ['an identifier alone', '(10)', at(4, 'must have 1 to 20')],
    ['an identifier cut short', `${text}(17`, at(text.length, 'no identifier in brackets')],
    ['a bracket at the end', `${text}(`, at(text.length, 'no identifier in brackets')],
    ['an identifier that does not exist', `${text}(05)1`, at(text.length, '(05) is not a known')],
    ['an identifier and a half', '(0109)521321543218', at(0, '(0109) is not a known')],
    ['a wrong check digit', '(01)09521321543217', at(17, 'must be 8')],
    ['a wrong check digit behind a space', '(01) 09521321543217 (10)A', at(18, 'must be 8')],
    ['a space within a value', '(21)A B', at(5, 'character set X')],
    ['a character behind an escaped bracket', '(10)A\\(B ä', at(8, 'character set X')],
    ['a backslash', '(10)A\\B', at(5, 'character set X')],
    ['month 13', '(01)09521321543218(17)281301', at(24, 'no month')],
    ['two lots', '(10)A(10)B', at(5, 'stands twice')],
    ['a separator', '(10)A\x1d(21)B', at(5, 'character set X')],
  ])('%s is refused where it is wrong', (_, wrong, refusal) => expect(readBracketedText(wrong)).toMatchObject(refusal));

  test('is not written when a value breaks a rule', () => {
    expect(writeBracketedText([...pack, { ai: '7003', value: '2803312400' }])).toMatchObject(at(4, 'not a time'));
    expect(writeBracketedText([{ ai: '05', value: '1' }])).toMatchObject(at(0, 'not a known'));
  });

  test('is printed a line an element, without escapes', () => {
    expect(printedLines([...pack.slice(0, 1), { ai: '10', value: 'A(B)' }])).toEqual([
      '(01)09521321543218',
      '(10)A(B)',
    ]);
    expect(printedLines([{ ai: '01', value: '1' }])).toMatchObject(at(0, 'must have 14'));
  });

  test('without end is refused, not read', () => {
    expect(readBracketedText('(90)A'.repeat(100_000))).toMatchObject({ refused: 'too-large' });
    expect(isRefusal(readBracketedText('('.repeat(8000)))).toBe(true);
    expect(isRefusal(readBracketedText(`(10)${'(12'.repeat(2000)}`))).toBe(true);
  });

  test('whatever it is, never throws, and says the same when it is written again', () => {
    const piece = fc.constantFrom('(01)', '(10)', '(21)', '(', ')', '\\', '\\(', ' ', 'A', '09521321543218', '17');
    return fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece).map((all) => all.join('')),
          fc.string(),
        ),
        (anything) => {
          const read = readBracketedText(anything);
          if (isRefusal(read)) return;
          const written = writeBracketedText(read);
          expect(typeof written === 'string' && readBracketedText(written)).toEqual(read);
        },
      ),
    );
  });
});
