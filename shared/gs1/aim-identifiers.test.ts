import { describe, expect, test } from 'vitest';
import { aimIdentifier } from './aim-identifiers.ts';

describe('symbology identifiers', () => {
  test.each([
    [']d2', 'GS1 DataMatrix'],
    [']C1', 'GS1-128'],
    [']Q3', 'GS1 QR Code'],
    [']J1', 'GS1 DotCode'],
    [']e0', 'GS1 DataBar or composite component'],
  ])('%s is %s and carries element strings', (id, name) =>
    expect(aimIdentifier(`${id}01`)).toEqual({ id, name, data: 'elements' }),
  );

  test.each([
    [']E0', [13, 12]],
    [']E4', [8]],
    [']I1', [14]],
  ])('%s carries a GTIN of %j digits', (id, gtin) => expect(aimIdentifier(id)).toMatchObject({ data: { gtin } }));

  test.each([
    [']d1', 'Data Matrix'],
    [']Q1', 'QR Code'],
    [']C0', 'Code 128'],
    [']J0', 'DotCode'],
    [']z0', 'Aztec'],
    [']I0', 'Interleaved 2 of 5'],
    [']E3', 'add-on'],
    [']e3', 'composite'],
    [']A0', 'Code 39'],
    [']', 'no known symbology'],
    [']]0', 'no known symbology'],
    [']_p', 'no known symbology'],
  ])('%s is %s, which is not for GS1 data', (id, name) =>
    expect(aimIdentifier(id)).toMatchObject({ id, name: expect.stringContaining(name), data: 'other' }),
  );

  test('begin with a bracket', () => {
    expect(aimIdentifier('d2')).toBeUndefined();
    expect(aimIdentifier('')).toBeUndefined();
  });
});
