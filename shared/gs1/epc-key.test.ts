import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyUrn } from '../../test/kit/arbitrary-key.ts';
import { isRefusal } from '../refusal.ts';
import { longestPrefix } from './company-prefix-table.ts';
import { keyOfParts, partsOfKey } from './epc-key.ts';
import { readUrnParts } from './epc-urn.ts';

const prefixes = longestPrefix(['9521321', '1987654']);
const key = (ai: string, value: string, qualifier?: string, serial = '7') => ({
  primary: { ai, value },
  qualifiers: qualifier === undefined ? [] : [{ ai: qualifier, value: serial }],
});

describe('key and EPC', () => {
  test('a key is taken apart at its company prefix', () =>
    expect(partsOfKey(key('01', '19521321543215', '21'), prefixes)).toMatchObject({
      scheme: { scheme: 'sgtin' },
      companyPrefix: '9521321',
      reference: '154321',
      serial: '7',
    }));

  test('a location without extension has extension 0', () =>
    expect(partsOfKey(key('414', '9521321000179'), prefixes)).toMatchObject({ reference: '00017', serial: '0' }));

  test.each([
    ['no EPC for it', key('8013', '1987654Ad4X4bL5ttr2310c2K'), { refused: 'unsupported' }],
    ['a qualifier that no EPC says', key('01', '09521321543218', '22'), { refused: 'unsupported' }],
    ['a wrong check digit', key('01', '09521321543217'), { refused: 'malformed' }],
    ['a GTIN-8', key('01', '00000095213217'), { refused: 'unsupported' }],
    ['a company nobody knows', key('00', '340123453111111115'), { refused: 'not-found' }],
    ['a serial that a CPI may not have', key('8010', '9521321PART', '8011', '007'), { refused: 'malformed' }],
  ])('with %s is refused', (_, wrong, refusal) =>
    expect(partsOfKey(wrong, prefixes)).toMatchObject({ ...refusal, rule: expect.any(String) }),
  );

  test('every EPC survives', () =>
    fc.assert(
      fc.property(anyUrn, ({ urn, companyPrefix }) => {
        const parts = readUrnParts(urn);
        if (isRefusal(parts)) throw new Error(parts.detail);
        expect(partsOfKey(keyOfParts(parts), longestPrefix([companyPrefix]))).toEqual(parts);
      }),
    ));
});
