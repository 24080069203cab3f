import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyUrn } from '../../test/kit/arbitrary-key.ts';
import { isRefusal } from '../refusal.ts';
import { componentNames } from './epc-components.ts';
import { type EpcPattern, patternCovers, readPattern, writePattern } from './epc-pattern.ts';
import { readUrnParts } from './epc-urn.ts';

describe('pure identity pattern', () => {
  test.each([
    ['urn:epc:idpat:sgtin:9521321.054321.*', ['9521321', '054321']],
    ['urn:epc:idpat:sgtin:9521321.*.*', ['9521321']],
    ['urn:epc:idpat:sgtin:*.*.*', []],
    ['urn:epc:idpat:sgtin:9521321.054321.SN%2F1', ['9521321', '054321', 'SN/1']],
    ['urn:epc:idpat:sscc:9521321.*', ['9521321']],
    ['urn:epc:idpat:sgln:952132100017..*', ['952132100017', '']],
    ['urn:epc:idpat:itip:9521321.054321.01.*.*', ['9521321', '054321', '01']],
    ['urn:epc:idpat:giai:9521321.*', ['9521321']],
    ['urn:epc:idpat:cpi:9521321.P%2F7.*', ['9521321', 'P/7']],
    ['urn:epc:idpat:gsin:*.*', []],
  ])('%s is read and written back', (urn, given) => {
    const pattern = readPattern(urn);
    expect(pattern).toMatchObject({ given });
    if (!isRefusal(pattern)) expect(writePattern(pattern)).toBe(urn);
  });

  test.each([
    ['a component after a star', 'urn:epc:idpat:sgtin:9521321.*.7', { at: '30', rule: 'EPC TDS §8' }],
    ['a prefix after a star', 'urn:epc:idpat:sgtin:*.054321.*', { at: '22' }],
    ['too few components', 'urn:epc:idpat:sgtin:9521321.*', { rule: 'EPC TDS §6.3' }],
    ['too many stars', 'urn:epc:idpat:sscc:9521321.*.*', { refused: 'malformed' }],
    ['a company prefix too short', 'urn:epc:idpat:sgtin:95213.*.*', { at: '20' }],
    ['a reference too short', 'urn:epc:idpat:sgtin:9521321.05432.*', { at: '28' }],
    ['part of a component', 'urn:epc:idpat:sgtin:9521321.0543*.*', { at: '28' }],
    ['an identity', 'urn:epc:id:sgtin:9521321.054321.7', { rule: 'EPC TDS §8' }],
    ['a class, which has no pattern', 'urn:epc:idpat:lgtin:9521321.054321.*', { refused: 'malformed' }],
  ])('%s is refused', (_, urn, refusal) =>
    expect(readPattern(urn)).toMatchObject({ refused: 'malformed', ...refusal }),
  );

  test('a pattern of many keys is no class', () => {
    expect(readUrnParts('urn:epc:idpat:sgtin:9521321.*.*')).toMatchObject({ rule: 'EPC TDS §8' });
    expect(readUrnParts('urn:epc:idpat:sgtin:9521321.054321.7')).toMatchObject({ rule: 'EPC TDS §8' });
    expect(readUrnParts('urn:epc:idpat:sscc:9521321.*')).toMatchObject({ rule: 'EPC TDS §8' });
  });

  test('every EPC is covered by the patterns cut from it, and by no pattern with another component', () =>
    fc.assert(
      fc.property(anyUrn, fc.nat(4), ({ urn, scheme }, count) => {
        const parts = readUrnParts(urn);
        if (isRefusal(parts) || scheme.space === 'class') return;
        const { companyPrefix, reference, pieces, serial } = parts;
        const own = [companyPrefix, reference, ...(pieces ? [pieces.slice(0, 2), pieces.slice(2)] : []), serial ?? ''];
        const given = own.slice(0, Math.min(count, componentNames(scheme).length));
        const pattern: EpcPattern = { scheme, given };
        expect(patternCovers(pattern, parts)).toBe(true);
        // A lone star as serial reads as the wildcard, so it is not told apart in a pattern.
        if (given.at(-1) !== '*') expect(readPattern(writePattern(pattern))).toEqual(pattern);
        if (given.length > 0)
          expect(patternCovers({ scheme, given: [...given.slice(0, -1), 'other'] }, parts)).toBe(false);
      }),
    ));

  test('another scheme is not covered', () => {
    const [pattern, parts] = [
      readPattern('urn:epc:idpat:gsrn:*.*'),
      readUrnParts('urn:epc:id:gsrnp:9521321.0000000012'),
    ];
    if (isRefusal(pattern) || isRefusal(parts)) throw new Error('should be read');
    expect(patternCovers(pattern, parts)).toBe(false);
  });
});
