import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyUrn, nearMiss } from '../../test/kit/arbitrary-key.ts';
import { isRefusal } from '../refusal.ts';
import { canonicalEpc } from './canonical-epc.ts';
import { keyOfParts } from './epc-key.ts';
import { readUrnParts } from './epc-urn.ts';
import { writeLink } from './key-link.ts';
import { findInPath } from './link-path.ts';
import { isQuicklyCanonical, quickKey } from './quick-key.ts';

function generalKey(urn: string) {
  const parts = readUrnParts(urn);
  return isRefusal(parts) ? undefined : keyOfParts(parts);
}

/** Usual spellings, in which a quick answer is expected. */
const plainSerial = fc.stringMatching(/^[A-Za-z0-9._-]{1,20}$/);
const usual = fc.oneof(
  plainSerial.map((serial) => `urn:epc:id:sgtin:9521321.054321.${serial}`),
  plainSerial.map((lot) => `urn:epc:class:lgtin:952132100017.3.${lot}`),
  plainSerial.map((extension) => `urn:epc:id:sgln:952132100017..${extension}`),
  fc.stringMatching(/^\d{11}$/).map((reference) => `urn:epc:id:sscc:952132.${reference}`),
);

describe('the quick way', () => {
  test('answers usual spellings', () =>
    fc.assert(
      fc.property(usual, (urn) => {
        expect(quickKey(urn)).toBeDefined();
        expect(isQuicklyCanonical(canonicalEpc(urn))).toBe(true);
      }),
    ));

  test('agrees with the general reader wherever it answers', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          anyUrn.map(({ urn }) => urn),
          usual,
          usual.chain(nearMiss),
          usual.chain(nearMiss).chain(nearMiss),
        ),
        (urn) => {
          const quick = quickKey(urn);
          if (quick !== undefined) expect(quick).toEqual(generalKey(urn));
        },
      ),
      { numRuns: 5000 },
    ));

  test('takes no link for canonical that the general reader would change or refuse', () =>
    fc.assert(
      fc.property(
        fc
          .oneof(
            usual,
            anyUrn.map(({ urn }) => urn),
          )
          .map(canonicalEpc)
          .chain((link) => fc.oneof(fc.constant(link), nearMiss(link), nearMiss(link).chain(nearMiss))),
        (link) => {
          if (!isQuicklyCanonical(link)) return;
          const found = findInPath(link);
          if (found === undefined || isRefusal(found)) throw new Error(`${link} is no link`);
          expect(writeLink(found.link)).toBe(link);
        },
      ),
      { numRuns: 5000 },
    ));

  test.each([
    ['extension 0', 'urn:epc:id:sgln:9521321.00017.0', 'https://id.gs1.org/414/9521321000179'],
    ['extension 00', 'urn:epc:id:sgln:9521321.00017.00', 'https://id.gs1.org/414/9521321000179/254/00'],
    ['serial 0', 'urn:epc:id:sgtin:9521321.054321.0', 'https://id.gs1.org/01/09521321543218/21/0'],
    ['dots in a serial', 'urn:epc:id:sgtin:9521321.054321.a..b', 'https://id.gs1.org/01/09521321543218/21/a..b'],
    ['a lone dot', 'urn:epc:id:sgtin:9521321.054321..', 'https://id.gs1.org/01/09521321543218/21/.'],
  ])('%s', (_, urn, link) => {
    expect(canonicalEpc(urn)).toBe(link);
    expect(canonicalEpc(link)).toBe(link);
  });

  test.each([
    'https://id.gs1.org/414/9521321000179/254/0',
    'https://id.gs1.org/01/09521321543218/22/V',
    'https://id.gs1.org/01/9521321543218/21/7',
    'https://id.gs1.org/01/09521321543218/21/',
    'https://id.gs1.org/01/09521321543218/21/7?17=280331',
    'https://id.gs1.org/01/09521321543218/21/a%2Fb',
    `https://id.gs1.org/01/09521321543218/21/${'A'.repeat(21)}`,
    'https://id.gs1.org/00/19521321234567890',
    'http://id.gs1.org/01/09521321543218/21/7',
  ])('%s is left to the general reader', (link) => expect(isQuicklyCanonical(link)).toBe(false));
});
