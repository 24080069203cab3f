import { describe, expect, test } from 'vitest';
import { good } from '../../test/kit/unit-maker.ts';
import { newImportedPool, newRandomPool, newSequentialPool, newSsccPool } from '../serials/new-pool.ts';
import { type CodesOf, codesProblem, demandedProfiles, isProfileOf } from './demanded-codes.ts';

const gtin = '09521321543218';
const alphabet = '0123456789';
const random = (change: object = {}) => good(newRandomPool({ id: 'packs', gtin, alphabet, length: 12, ...change }));
const inOrder = good(newSequentialPool({ id: 'packs', gtin, alphabet, length: 12, suffix: 0, profile: 'us' }));
const sold = (markets: string[], profiles: Record<string, string> = {}): CodesOf => ({ gtin, markets, profiles });

describe('the profiles that a product demands', () => {
  test.each([
    [['DE', 'FR'], {}, ['eu']],
    [['US'], {}, ['us']],
    [['PR', 'US', 'NL'], {}, ['eu', 'us']],
    [['GB', 'SG'], {}, []],
    [['DE'], { DE: 'eu-capitals' }, ['eu-capitals']],
    [['DE', 'FR'], { DE: 'eu-capitals' }, ['eu-capitals', 'eu']],
  ])('in %j, naming %j, are %j', (markets, profiles, found) =>
    expect(demandedProfiles(sold(markets, profiles))).toEqual(found),
  );

  test.each([
    ['eu', 'DE', true],
    ['eu-capitals', 'IS', true],
    ['us', 'PR', true],
    ['sa', 'SA', true],
    ['us', 'DE', false],
    ['eu', 'GB', false],
    ['atlantis', 'DE', false],
  ])('%s is one of %s: %s', (id, country, expected) => expect(isProfileOf(id, country)).toBe(expected));
});

describe('a pool for a product', () => {
  test.each<[string, Parameters<typeof codesProblem>]>([
    ['of no profile whose codes keep those of the markets', [random(), sold(['DE', 'US'])]],
    ['of the profile of one market that keeps the other', [random({ profile: 'eu' }), sold(['DE', 'US'])]],
    ['in order where only that market is sold to', [inOrder, sold(['US'])]],
    ['of SSCCs', [good(newSsccPool({ id: 's', companyPrefix: '9521321', extensionDigit: '0' })), sold(['DE'])]],
    ['of a market that is no more than a profile', [random({ profile: 'sa' }), sold(['SA'])]],
    ['with signs, where nobody forbids them', [random({ alphabet: `${alphabet}-` }), sold(['GB'])]],
    ['of a list that is empty yet', [good(newImportedPool({ id: 'list', gtin })), sold(['DE'])]],
  ])('%s is taken', (_, [pool, product]) => expect(codesProblem(pool, product)).toBeUndefined());

  test.each<[string, Parameters<typeof codesProblem>, string]>([
    ['of a market where the product is not sold', [random({ profile: 'us' }), sold(['DE'])], '/profile'],
    ['in order, where another market forbids it', [inOrder, sold(['DE', 'US'])], '/suffix'],
    ['with signs', [random({ alphabet: `${alphabet}-` }), sold(['US'])], '/alphabet'],
    [
      'with letters that the product leaves out',
      [random({ alphabet: 'IOQYZ01', length: 9 }), sold(['DE'], { DE: 'eu-capitals' })],
      '/alphabet',
    ],
    [
      'of a list with signs',
      [{ ...good(newImportedPool({ id: 'list', gtin })), letters: 'AB-', lengths: { 9: 4 } }, sold(['US'])],
      '/alphabet',
    ],
  ])('%s is refused with place, rule and remedy', (_, [pool, product], at) =>
    expect(codesProblem(pool, product)).toMatchObject({
      refused: 'conflict',
      at,
      rule: expect.any(String),
      remedy: expect.any(String),
    }),
  );
});
