import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryValue } from '../../test/kit/arbitrary-element.ts';
import { isRefusal } from '../refusal.ts';
import { type ApplicationIdentifier, applicationIdentifiers, valueProblem } from './application-identifiers.ts';
import { printedLines, readBracketedText, writeBracketedText } from './bracketed-text.ts';
import { fnc1, readElementString, writeElementString } from './element-string.ts';

// Identifiers of one row of the table share a format; one of each is enough for what depends on the format alone.
const rows = applicationIdentifiers.filter(({ format }, index) => applicationIdentifiers[index - 1]?.format !== format);
const runs = { numRuns: 20 };

const arbitraryElement = (one: ApplicationIdentifier) => arbitraryValue(one).map((value) => ({ ai: one.ai, value }));
const anyElement = fc.constantFrom(...applicationIdentifiers).chain(arbitraryElement);
const anyElements = fc.uniqueArray(anyElement, { minLength: 1, maxLength: 8, selector: ({ ai }) => ai });

describe('any legal value of every identifier', () => {
  test.each(rows)('($ai) $title is written and read', (one) =>
    fc.assert(
      fc.property(arbitraryElement(one), (element) => {
        expect(valueProblem(element.ai, element.value)).toBeUndefined();
        expect(writeElementString([element])).toBe(element.ai + element.value);
        expect(readElementString(`]d2${element.ai}${element.value}`)).toEqual([element]);
        const bracketed = writeBracketedText([element]);
        expect(typeof bracketed === 'string' && readBracketedText(bracketed)).toEqual([element]);
      }),
      runs,
    ),
  );

  test('elements of any kind, in any order, survive the symbol', () =>
    fc.assert(
      fc.property(
        anyElements,
        fc.constantFrom('', ']d2', ']C1', ']Q3', ']e0', ']J1'),
        fc.boolean(),
        (elements, symbol, first) => {
          const written = writeElementString(elements);
          expect(typeof written === 'string' && readElementString(symbol + (first ? fnc1 : '') + written)).toEqual(
            elements,
          );
        },
      ),
    ));

  test('elements of predefined length come first where that is wanted, and nothing is lost', () =>
    fc.assert(
      fc.property(anyElements, (elements) => {
        const written = writeElementString(elements, { predefinedFirst: true });
        const read = typeof written === 'string' && readElementString(written);
        const open = (ai: string) => applicationIdentifiers.find((one) => one.ai === ai)?.needsSeparator === true;
        expect(read).toEqual(elements.toSorted((a, b) => Number(open(a.ai)) - Number(open(b.ai))));
        const separators = String(written).split(fnc1).length - 1;
        expect(separators).toBe(Math.max(0, elements.filter(({ ai }) => open(ai)).length - 1));
      }),
    ));

  test('elements of any kind survive brackets, with and without space around them', () =>
    fc.assert(
      fc.property(anyElements, fc.constantFrom('', ' ', '\r\n'), (elements, space) => {
        const written = elements.map((element) => writeBracketedText([element])).join(space);
        expect(readBracketedText(space + written + space)).toEqual(elements);
      }),
    ));

  test('what is printed for people is what is written, but for the escapes', () =>
    fc.assert(
      fc.property(anyElements, (elements) => {
        const [lines, written] = [printedLines(elements), writeBracketedText(elements)];
        expect(Array.isArray(lines) && lines.join('')).toBe(String(written).replaceAll('\\(', '('));
      }),
    ));
});

describe('a value that breaks the format of its identifier', () => {
  const outside = fc.constantFrom(' ', '~', '\u00e9', '\\', '@', '\x00');

  test.each(rows)('($ai) $title is refused inside the value', (one) =>
    fc.assert(
      fc.property(arbitraryValue(one), outside, fc.nat(), (value, bad, place) => {
        const at = place % value.length;
        const wrong = value.slice(0, at) + bad + value.slice(at + 1);
        for (const broken of [wrong, value.padEnd(one.format.most + 1, '0'), value.slice(0, one.format.least - 1)]) {
          const problem = valueProblem(one.ai, broken);
          expect(problem).toBeDefined();
          expect(problem?.offset).toBeGreaterThanOrEqual(0);
          expect(problem?.offset).toBeLessThanOrEqual(broken.length);
          expect(writeElementString([{ ai: one.ai, value: broken }])).toMatchObject({ at: '0' });
          const read = readElementString(`]d2${one.ai}${broken}`);
          if (broken.length > one.format.most && !one.needsSeparator) continue;
          expect(isRefusal(read) && read.at).toBe(`${3 + one.ai.length + (problem?.offset ?? 0)}`);
        }
        expect(valueProblem(one.ai, wrong)?.offset).toBeLessThanOrEqual(at);
      }),
      runs,
    ),
  );

  test.each(rows.filter(({ format }) => format.notation.includes(':check')))(
    '($ai) with another check digit is refused at it',
    (one) =>
      fc.assert(
        fc.property(arbitraryValue(one), fc.integer({ min: 1, max: 9 }), (value, away) => {
          const before = /check-characters/.test(one.format.notation)
            ? value.length - 1
            : Number(/N(\d+):check/.exec(one.format.notation)?.[1]) -
              1 +
              (one.format.notation.startsWith('N1:') ? 1 : 0);
          const digit = /\d/.test(value.charAt(before)) ? String((Number(value[before]) + away) % 10) : '0';
          const problem = valueProblem(one.ai, value.slice(0, before) + digit + value.slice(before + 1));
          expect(problem?.offset).toBeGreaterThanOrEqual(before - 1);
          expect(problem?.offset).toBeLessThanOrEqual(before);
        }),
        runs,
      ),
  );
});
