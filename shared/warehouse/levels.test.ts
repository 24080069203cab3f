import { expect, test } from 'vitest';
import { isPack, levelOf, type Tier, whyNotInto } from './levels.ts';

const sscc = 'https://id.gs1.org/00/095212340000000013';
const grouping = 'https://id.gs1.org/01/19521234000010/21/C1';
const pack: Tier = { epc: 'https://id.gs1.org/01/09521234000013/21/A1', kind: 'pack' };
const holding = (epc: string, inner: Tier): Tier => ({ epc, kind: 'container', inner });

test('a pack has a GTIN that names no grouping', () => {
  expect([pack.epc, grouping, sscc].map(isPack)).toEqual([true, false, false]);
});

test('what holds packs or bundles is a case, and what holds logistic units or cases of bundles is a pallet', () => {
  const bundle = holding(grouping, pack);
  expect(levelOf(pack)).toBe('item');
  expect(levelOf(holding(sscc, pack))).toBe('case');
  expect(levelOf(holding(sscc, bundle))).toBe('case');
  expect(levelOf(holding(sscc, holding(grouping, bundle)))).toBe('pallet');
  expect(levelOf(holding(sscc, holding(sscc, pack)))).toBe('pallet');
});

test('only a pallet goes into nothing', () => {
  expect(whyNotInto(sscc, 'case')).toBeUndefined();
  expect(whyNotInto(sscc, 'pallet')).toMatchObject({ refused: 'conflict' });
});
