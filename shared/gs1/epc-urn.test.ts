import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Epc } from './epc.ts';
import { readEpcUrn, writeEpcUrn } from './epc-urn.ts';

const examples: [string, Epc][] = [
  [
    'urn:epc:id:sgtin:9521321.054321.SN%2F0042',
    { scheme: 'sgtin', companyPrefix: '9521321', itemReference: '054321', serial: 'SN/0042' },
  ],
  ['urn:epc:id:sscc:9521321.1234567890', { scheme: 'sscc', companyPrefix: '9521321', serialReference: '1234567890' }],
  [
    'urn:epc:id:sgln:9521321.00017.LINE2',
    { scheme: 'sgln', companyPrefix: '9521321', locationReference: '00017', extension: 'LINE2' },
  ],
  ['urn:epc:id:pgln:952132100017.', { scheme: 'pgln', companyPrefix: '952132100017', partyReference: '' }],
  [
    'urn:epc:id:sgln:952132100017..0',
    { scheme: 'sgln', companyPrefix: '952132100017', locationReference: '', extension: '0' },
  ],
  [
    'urn:epc:class:lgtin:9521321.054321.LOT-77',
    { scheme: 'lgtin', companyPrefix: '9521321', itemReference: '054321', lot: 'LOT-77' },
  ],
  [
    'urn:epc:idpat:sgtin:9521321.054321.*',
    { scheme: 'sgtin-class', companyPrefix: '9521321', itemReference: '054321' },
  ],
];

describe('EPC URN', () => {
  test.each(examples)('%s is read and written back', (urn, epc) => {
    expect(readEpcUrn(urn)).toEqual(epc);
    expect(writeEpcUrn(epc)).toBe(urn);
  });

  test('any serial of character set 82 survives', () => {
    const serial = fc.stringMatching(/^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/);
    return fc.assert(
      fc.property(serial, fc.integer({ min: 6, max: 12 }), (text, length) => {
        const epc: Epc = {
          scheme: 'sgtin',
          companyPrefix: '952132100017'.slice(0, length),
          itemReference: '3'.padEnd(13 - length, '4'),
          serial: text,
        };
        expect(readEpcUrn(writeEpcUrn(epc))).toEqual(epc);
      }),
    );
  });

  test('a star is a serial in an identity and a wildcard in a pattern', () => {
    expect(readEpcUrn('urn:epc:id:sgtin:9521321.054321.*')).toMatchObject({ scheme: 'sgtin', serial: '*' });
    expect(readEpcUrn('urn:epc:idpat:sgtin:9521321.054321.7')).toMatchObject({ refused: 'malformed' });
    expect(readEpcUrn('urn:epc:idpat:sgtin:9521321.*.*')).toMatchObject({ refused: 'malformed' });
  });

  test.each([
    ['wrong total of digits', 'urn:epc:id:sgtin:9521321.54321.1'],
    ['company prefix too short', 'urn:epc:id:sgtin:95213.21054321.1'],
    ['company prefix too long', 'urn:epc:id:sscc:9521321000170.1234'],
    ['no indicator', 'urn:epc:id:sgtin:9521321054321..1'],
    ['letters in the reference', 'urn:epc:id:sgtin:9521321.05432X.1'],
    ['no serial', 'urn:epc:id:sgtin:9521321.054321'],
    ['empty serial', 'urn:epc:id:sgtin:9521321.054321.'],
    ['serial of 21 characters', `urn:epc:id:sgtin:9521321.054321.${'A'.repeat(21)}`],
    ['bare slash', 'urn:epc:id:sgtin:9521321.054321.A/B'],
    ['broken escape', 'urn:epc:id:sgtin:9521321.054321.A%2'],
    ['character outside the set', 'urn:epc:id:sgtin:9521321.054321.A%20B'],
    ['wrong space', 'urn:epc:class:sgtin:9521321.054321.1'],
    ['no such scheme', 'urn:epc:id:gid:1.2.3'],
    ['no URN', 'https://id.gs1.org/01/09521321543218'],
  ])('%s is refused', (_, urn) => expect(readEpcUrn(urn)).toMatchObject({ refused: 'malformed' }));

  test('other GS1 keys are unsupported, not malformed', () =>
    expect(readEpcUrn('urn:epc:id:grai:9521321.00045.A77')).toMatchObject({ refused: 'unsupported' }));
});
