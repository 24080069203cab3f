import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyUrn, nearMiss } from '../../test/kit/arbitrary-key.ts';
import { isRefusal } from '../refusal.ts';
import { valueProblem } from './application-identifiers.ts';
import { keyOfParts } from './epc-key.ts';
import { writeParts } from './epc-parts.ts';
import { readUrnParts, spellingProblem } from './epc-urn.ts';

const A = (count: number) => 'A'.repeat(count);

/** The longest legal text of each scheme; one character more is refused. */
const longest: [string, string][] = [
  ['sgtin', `urn:epc:id:sgtin:9521321.054321.${A(20)}`],
  ['lgtin', `urn:epc:class:lgtin:9521321.054321.${A(20)}`],
  ['upui', `urn:epc:id:upui:9521321.054321.${A(28)}`],
  ['itip', `urn:epc:id:itip:9521321.054321.01.02.${A(20)}`],
  ['sgln', `urn:epc:id:sgln:9521321.00017.${A(20)}`],
  ['gdti', `urn:epc:id:gdti:9521321.00123.${A(17)}`],
  ['grai', `urn:epc:id:grai:9521321.00045.${A(16)}`],
  ['sgcn', `urn:epc:id:sgcn:9521321.00045.${'1'.repeat(12)}`],
  ['giai', `urn:epc:id:giai:9521321.${A(23)}`],
  ['giai under a prefix of 12', `urn:epc:id:giai:952132100017.${A(18)}`],
  ['ginc', `urn:epc:id:ginc:952132.${A(24)}`],
  ['cpi', `urn:epc:id:cpi:9521321.${A(23)}.${'1'.repeat(12)}`],
];

describe('limits of the schemes', () => {
  test.each(longest)('%s takes its longest text and not one character more', (_, urn) => {
    expect(readUrnParts(urn)).not.toHaveProperty('refused');
    const last = urn.at(-1) ?? '';
    expect(readUrnParts(urn + last)).toMatchObject({ refused: 'malformed', detail: expect.stringContaining('has ') });
  });

  test('escapes count as the character they stand for', () => {
    expect(readUrnParts(`urn:epc:id:sgtin:9521321.054321.${'%2F'.repeat(20)}`)).toMatchObject({
      serial: '/'.repeat(20),
    });
    expect(readUrnParts(`urn:epc:id:sgtin:9521321.054321.${'%2F'.repeat(21)}`)).toMatchObject({ refused: 'malformed' });
  });

  test('the serial of a component is a number: no zeros in front, but zero itself', () => {
    expect(readUrnParts('urn:epc:id:cpi:9521321.P7.0')).toMatchObject({ serial: '0' });
    expect(readUrnParts('urn:epc:id:cpi:9521321.P7.007')).toMatchObject({
      refused: 'malformed',
      at: '26',
      rule: 'EPC TDS §6.3',
      remedy: 'leave the zeros out',
    });
  });

  test('the limits are those of the application identifiers', () =>
    fc.assert(
      fc.property(anyUrn, ({ urn }) => {
        const parts = readUrnParts(urn);
        if (isRefusal(parts)) throw new Error(parts.detail);
        const { primary, qualifiers } = keyOfParts(parts);
        for (const { ai, value } of [primary, ...qualifiers]) expect(valueProblem(ai, value)).toBeUndefined();
      }),
    ));
});

describe('a refusal says where, by which rule and what to do', () => {
  test.each([
    [
      'urn:epc:id:sgtin:95213.21054321.1',
      { at: '17', detail: 'company prefix "95213" must have 6 to 12 digits', remedy: expect.stringContaining('alone') },
    ],
    [
      'urn:epc:id:sgtin:9521321.54321.1',
      { at: '25', detail: 'reference "54321" must have 6 digits after a company prefix of 7' },
    ],
    ['urn:epc:id:sgtin:9521321.05432X.1', { at: '25', remedy: 'check the length of the company prefix' }],
    ['urn:epc:id:sgtin:9521321.054321', { at: '31', remedy: 'give company prefix, reference, serial, joined by dots' }],
    ['urn:epc:id:sgtin:9521321.054321.', { at: '32', detail: expect.stringContaining('1 to 20 characters in sgtin') }],
    ['urn:epc:id:sgtin:9521321.054321.A/B', { at: '33', remedy: 'write %2F for /' }],
    ['urn:epc:id:sgtin:9521321.054321.A#B', { at: '33', remedy: 'write %23 for #' }],
    ['urn:epc:id:sgtin:9521321.054321.AB%2', { at: '34', remedy: 'write %25 for %' }],
    ['urn:epc:id:sgtin:9521321.054321.A%20B', { at: '32', detail: expect.stringContaining('character set X') }],
    ['urn:epc:id:sgtin:9521321.054321.A~B', { at: '32', detail: expect.stringContaining('"~"') }],
    ['urn:epc:id:sgtin:9521321.054321.Aé', { at: '32', detail: expect.stringContaining('"é"') }],
    ['urn:epc:id:cpi:9521321.part.1', { at: '23', detail: expect.stringContaining('character set Y') }],
    ['urn:epc:id:cpi:9521321.PART.X', { at: '28', detail: expect.stringContaining('character set N') }],
    ['urn:epc:id:itip:9521321.054321.1.03.S1', { at: '31', remedy: 'write 1 as 01' }],
    ['urn:epc:class:sgtin:9521321.054321.1', { at: '8', remedy: 'write urn:epc:id:sgtin:…' }],
    ['urn:epc:id:lgtin:9521321.054321.1', { at: '8', remedy: 'write urn:epc:class:lgtin:…' }],
    ['urn:epc:id:gid:1.2.3', { at: '8' }],
    ['urn:uuid:2b4d6f7a-0000-4000-8000-000000000000', { at: '0' }],
  ])('%s', (urn, refusal) =>
    expect(readUrnParts(urn)).toMatchObject({ refused: 'malformed', rule: 'EPC TDS §6.3', ...refusal }),
  );

  test.each([
    'urn:epc:tag:sgtin-96:3.9521321.054321.7',
    'urn:epc:raw:96.x30340E6FE41A4C0000000007',
    'urn:epc:pat:sgtin-96:3.9521321.[0-9].*',
  ])('%s describes a tag, not a thing', (urn) =>
    expect(readUrnParts(urn)).toMatchObject({
      refused: 'unsupported',
      at: '8',
      remedy: expect.stringContaining('urn:epc:id'),
    }),
  );

  test('a digit is never escaped', () => {
    expect(readUrnParts('urn:epc:id:sgtin:%39521321.054321.1')).toMatchObject({ refused: 'malformed', at: '17' });
    expect(readUrnParts('urn:epc:id:sscc:9521321.%31234567890')).toMatchObject({ refused: 'malformed', at: '24' });
  });

  test('a text too long for any EPC is not read through', () => {
    const urn = `urn:epc:id:sgtin:9521321.054321.${'%2F'.repeat(1_000_000)}`;
    const refusal = readUrnParts(urn);
    expect(refusal).toMatchObject({ refused: 'malformed', detail: expect.stringContaining('at most 400') });
    expect(JSON.stringify(refusal).length).toBeLessThan(400);
  });
});

describe('exact spelling', () => {
  test.each([
    ['urn:epc:id:sgtin:9521321.054321.%41', '32', 'urn:epc:id:sgtin:9521321.054321.A'],
    ['urn:epc:id:sgtin:9521321.054321.a%2fb', '35', 'urn:epc:id:sgtin:9521321.054321.a%2Fb'],
    ['urn:epc:id:sgtin:9521321.054321.a%2Db', '33', 'urn:epc:id:sgtin:9521321.054321.a-b'],
  ])('%s is understood, but not as the standard writes it', (urn, at, exact) => {
    expect(readUrnParts(urn)).not.toHaveProperty('refused');
    expect(spellingProblem(urn)).toMatchObject({ at, rule: 'EPC TDS appendix A', remedy: `write ${exact}` });
    expect(spellingProblem(exact)).toBeUndefined();
  });

  test('what is no URN is refused as such', () =>
    expect(spellingProblem('urn:epc:id:sgtin:1.2.3')).toMatchObject({ refused: 'malformed', rule: 'EPC TDS §6.3' }));

  test('every legal URN is read and written back to the letter', () =>
    fc.assert(
      fc.property(anyUrn, ({ urn, companyPrefix, reference, serial }) => {
        const parts = readUrnParts(urn);
        expect(parts).toMatchObject({ companyPrefix, reference, serial });
        if (isRefusal(parts)) return;
        expect(writeParts(parts)).toBe(urn);
        expect(spellingProblem(urn)).toBeUndefined();
      }),
    ));

  test('a text one step away is refused or is another exact or lenient spelling, never a fault', () =>
    fc.assert(
      fc.property(
        anyUrn.chain(({ urn }) => nearMiss(urn)),
        (text) => {
          const parts = readUrnParts(text);
          if (isRefusal(parts)) expect(parts.rule).toBeDefined();
          else expect(readUrnParts(writeParts(parts))).toEqual(parts);
        },
      ),
      { numRuns: 2000 },
    ));
});
