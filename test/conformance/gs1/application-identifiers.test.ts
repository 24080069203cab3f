import bwip from 'bwip-js';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applicationIdentifiers, valueProblem } from '../../../shared/gs1/application-identifiers.ts';
import { arbitraryValue } from '../../kit/arbitrary-element.ts';

// An independent reading of the same standard: BWIPP (MIT) checks GS1 data by a table of its own before it draws a symbol.
const rows = applicationIdentifiers.filter(({ format }, index) => applicationIdentifiers[index - 1]?.format !== format);

/** What BWIPP has against a value; undefined when it takes it. Companions are not asked for. */
function objection(ai: string, value: string): string | undefined {
  // The type of the options does not know this one.
  const alone = { lintreqs: false };
  try {
    bwip.raw({ bcid: 'gs1datamatrix', text: `(${ai})${value}`, ...alone });
    return undefined;
  } catch (error) {
    return String(error);
  }
}

/**
 * BWIPP takes every bracket for an identifier's, asks for two digits of company prefix where the Syntax Dictionary asks for four, pads
 * base 64 by another count than RFC 4648, and knows neither currency 924 nor the package types APE and AT yet.
 */
function comparable(ai: string, value: string): boolean {
  if (value === '' || value.includes('(')) return false;
  if (['401', '7023', '8004', '8010', '8013', '8014'].includes(ai)) return /^\d{4}/.test(value);
  if (ai.startsWith('39')) return !value.startsWith('924');
  if (ai === '7041') return value !== 'APE' && value !== 'AT';
  return ai !== '8030' || !value.includes('=');
}

describe('data that we take, and data that we do not, are judged alike by BWIPP', () => {
  test.each(rows)('($ai) $title', (one) =>
    fc.assert(
      fc.property(arbitraryValue(one), fc.nat(), fc.constantFrom(...'0159AZaz-/ '), (value, place, letter) => {
        const at = place % value.length;
        const changed = value.slice(0, at) + letter + value.slice(at + 1);
        const cut = value.slice(0, -1);
        for (const candidate of [value, changed, cut, `${value}0`]) {
          if (!comparable(one.ai, candidate)) continue;
          const ours = valueProblem(one.ai, candidate)?.detail;
          const theirs = objection(one.ai, candidate);
          expect({ candidate, ours, theirs, alike: (ours === undefined) === (theirs === undefined) }).toMatchObject({
            alike: true,
          });
        }
      }),
      { numRuns: 5 },
    ),
  );

  test('identifiers that do not exist do not exist there either', () => {
    const ours = new Set(applicationIdentifiers.map(({ ai }) => ai));
    const strange: string[] = [];
    for (let number = 0; number < 10_000; number++) {
      const ai = String(number).padStart(number < 100 ? 2 : number < 1000 ? 3 : 4, '0');
      if (ours.has(ai) || applicationIdentifiers.some((known) => known.ai.startsWith(ai))) continue;
      if (number % 7 === 0 && !/nrecogni[sz]ed AI/.test(objection(ai, '1') ?? '')) strange.push(ai);
    }
    expect(strange).toEqual([]);
  });
});
