import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyUrn, nearMiss } from '../../test/kit/arbitrary-key.ts';
import { isRefusal } from '../refusal.ts';
import { keyOfParts } from './epc-key.ts';
import { readUrnParts } from './epc-urn.ts';
import { writeLink } from './key-link.ts';
import { quickLink } from './quick-link.ts';

/** Few products, so that most links are made from a stem that another pack of the product left behind. */
const pack = fc
  .tuple(
    fc.constantFrom('9521321.054321', '9521321.954321', '952132100017.3'),
    fc.stringMatching(/^[A-Za-z0-9._-]{1,20}$/),
  )
  .map(([product, serial]) => `urn:epc:id:sgtin:${product}.${serial}`);

test('a pack has the link that the general reader gives it, whichever packs came before', () =>
  fc.assert(
    fc.property(
      fc.oneof(
        pack,
        pack.chain(nearMiss),
        anyUrn.map(({ urn }) => urn),
      ),
      (urn) => {
        const quick = quickLink(urn);
        const parts = readUrnParts(urn);
        if (quick === undefined) return;
        const key = isRefusal(parts) ? undefined : keyOfParts(parts);
        expect(quick).toBe(key && writeLink(key));
      },
    ),
    { numRuns: 5000 },
  ));

test.each([
  'urn:epc:id:sgtin:9521321.054321.',
  'urn:epc:id:sgtin:9521321.054321',
  'urn:epc:id:sgtin:9521321.05432.A',
  'urn:epc:id:sgtin:9521321.054321.a%2Fb',
  `urn:epc:id:sgtin:9521321.054321.${'A'.repeat(21)}`,
  'urn:epc:idpat:sgtin:9521321.054321.*',
])('%s is left to the general reader', (urn) => expect(quickLink(urn)).toBeUndefined());

test('answers the usual spelling', () =>
  expect(quickLink('urn:epc:id:sgtin:9521321.054321.A1')).toBe('https://id.gs1.org/01/09521321543218/21/A1'));
