import { type Refusal, refuse } from '../refusal.ts';
import { type PoolShape, profileProblem } from '../serials/check-profile.ts';
import type { Pool } from '../serials/pool.ts';
import { codeProfile } from '../serials/profiles.ts';
import { coded, codedIn } from './coded.ts';

/** What of a product says which codes its packs bear. */
export interface CodesOf {
  readonly gtin: string;
  /** ISO 3166-1 alpha-2. */
  readonly markets: readonly string[];
  /** By country, where the product says it itself. */
  readonly profiles?: Readonly<Record<string, string>> | undefined;
}

/**
 * True for a code profile of that country.
 *
 * @param country ISO 3166-1 alpha-2
 */
export const isProfileOf = (id: string, country: string): boolean =>
  codeProfile(id)?.market === country ||
  coded.some(({ countries, profiles }) => countries.includes(country) && profiles.includes(id));

/**
 * Ids of the profiles that every pack of a product has to keep: of each of its markets that we know the one that the product names, else the market's own. A lot is
 * reported in all markets of its product, so the codes of each lot keep all of them.
 */
export function demandedProfiles({ markets: countries, profiles = {} }: Omit<CodesOf, 'gtin'>): string[] {
  const ofMarket = codedIn(countries).flatMap(({ countries: applies, profiles: [usual] }) =>
    countries.filter((country) => applies.includes(country)).map((country) => profiles[country] ?? usual),
  );
  return [...new Set(ofMarket)];
}

/** Why a pool's codes cannot stand on packs of a product; undefined when they can. SSCCs are the same everywhere. */
export function codesProblem(pool: Pool, product: CodesOf): Refusal | undefined {
  if (pool.kind === 'sscc') return undefined;
  const { profile } = pool;
  if (profile !== undefined && !product.markets.some((country) => isProfileOf(profile, country)))
    return refuse(
      'conflict',
      `${product.gtin} is sold in ${product.markets.join(', ')}, pool ${pool.id} is for ${profile}`,
      {
        at: '/profile',
        rule: 'Seriate: a pool issues codes of one market profile',
        remedy: 'take a profile of a market of the product, or have a version of it approved that is sold there',
      },
    );
  for (const demanded of demandedProfiles(product))
    for (const shape of shapesOf(pool)) {
      const problem = profileProblem({ ...shape, profile: demanded });
      if (problem !== undefined) return { ...problem, refused: 'conflict', remedy: remedyFor(demanded) };
    }
  return undefined;
}

const remedyFor = (profile: string) =>
  `code profile ${profile} is demanded by a market of the product: open a pool that keeps it, or sell under a GTIN of its own there (GET /api/profiles)`;

function shapesOf(pool: Exclude<Pool, { kind: 'sscc' }>): PoolShape[] {
  if (pool.kind !== 'imported') return [pool];
  return Object.keys(pool.lengths).map((length) => ({
    kind: pool.kind,
    alphabet: pool.letters,
    length: Number(length),
  }));
}
