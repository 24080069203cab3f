import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type GrantScope, isWithin, type Touched } from './grant.ts';

const gtins = ['04150000000013'];

describe('a narrowed grant', () => {
  test.each<[string, GrantScope, Touched, boolean]>([
    ['for a product opens its lots', { gtins }, { gtin: '04150000000013', lot: 'A1' }, true],
    ['for a product opens no other', { gtins }, { gtin: '04150000000020', lot: 'A1' }, false],
    ['for a product opens its pool', { gtins }, { gtin: '04150000000013', pool: 'packs' }, true],
    ['for a product opens no pool of containers', { gtins }, { pool: 'sscc' }, false],
    ['for a pool opens no lot', { pools: ['packs'] }, { gtin: '04150000000013', lot: 'A1' }, false],
    ['for a lot opens no other lot', { gtins, lots: ['A1'] }, { gtin: '04150000000013', lot: 'A2' }, false],
    [
      'for a site opens what is of the site',
      { sites: ['rotterdam'] },
      { gtin: '04150000000013', site: 'rotterdam' },
      true,
    ],
    ['for a site opens nothing of unknown place', { sites: ['rotterdam'] }, { gtin: '04150000000013' }, false],
  ])('%s', (_, scope, touched, may) => expect(isWithin(scope, touched)).toBe(may));

  test('never reaches further than each of its kinds alone lets it', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const names = fc.option(fc.uniqueArray(name, { minLength: 1 }), { nil: undefined });
    const scope = fc.record({ gtins: names, lots: names, pools: names, sites: names });
    const one = fc.option(name, { nil: undefined });
    const touched = fc.record({ gtin: one, lot: one, pool: one, site: one });
    fc.assert(
      fc.property(scope, touched, (within, { gtin, lot, pool, site }) => {
        const outside = (named: string[] | undefined, touchedOne: string | undefined) =>
          named !== undefined && touchedOne !== undefined && !named.includes(touchedOne);
        fc.pre(isWithin(within, { gtin, lot, pool, site }));
        expect(outside(within.gtins, gtin) || outside(within.lots, lot)).toBe(false);
        expect(outside(within.pools, pool) || outside(within.sites, site)).toBe(false);
      }),
    );
  });
});
