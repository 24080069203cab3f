import { describe, expect, test } from 'vitest';
import { codesProblem, demandedProfiles, isProfileOf } from '#shared/regimes/demanded-codes.ts';
import type { Market } from '#shared/regimes/market.ts';
import { byAccess } from '#shared/regimes/regimes.ts';
import { marketsOf } from '#shared/regimes/registry.ts';
import { newImportedPool, newRandomPool } from '#shared/serials/new-pool.ts';
import { codeProfile } from '#shared/serials/profiles.ts';
import { good } from '../kit/unit-maker.ts';

/** What every market keeps, whether or not a regulator is reported to there. */
export function marketContract({ market, countries, profiles, systems }: Market): void {
  const [country = ''] = countries;

  describe(`market ${market}, for people and pools`, () => {
    test('applies in each of its countries, once', () => {
      expect(new Set(countries).size).toBe(countries.length);
      const applying = (country: string) => [
        ...marketsOf([country]),
        ...byAccess.filter((one) => one.countries.includes(country)),
      ];
      for (const one of countries) expect(applying(one).map((found) => found.market)).toContain(market);
    });

    test('has code profiles of its own, the first for products that say nothing', () => {
      for (const id of profiles) expect([codeProfile(id)?.id, isProfileOf(id, country)]).toEqual([id, true]);
      expect(demandedProfiles({ markets: countries })).toEqual([profiles[0]]);
    });

    test('takes a pool of each of its profiles', () => {
      for (const profile of profiles) {
        const product = { gtin: '09521321543218', markets: [country], profiles: { [country]: profile } };
        const { alphabet = '', length, issuing } = codeProfile(profile) ?? {};
        const wanted = { id: 'packs', gtin: product.gtin, alphabet, length: length?.most ?? 20, profile };
        const pool = issuing === 'imported' ? newImportedPool(wanted) : newRandomPool(wanted);
        expect(codesProblem(good(pool), product)).toBeUndefined();
      }
    });

    test('says of each code of its systems what it means, why it comes and what to do, once', () => {
      for (const { errors } of systems) {
        expect(new Set(errors.map(({ code }) => code)).size).toBe(errors.length);
        for (const { meaning, cause, remedy } of errors) expect([meaning, cause, remedy]).not.toContain('');
      }
    });

    test('limits its calls to what a window can have', () => {
      for (const { throttles } of systems)
        for (const { calls, burst, source } of throttles)
          expect([burst >= 1, burst <= calls, source !== '']).not.toContain(false);
    });

    test('names each of its systems once, and tells something by some of them', () => {
      expect(new Set(systems.map(({ system }) => system)).size).toBe(systems.length);
      expect(systems[0].tells).not.toEqual([]);
    });
  });
}
