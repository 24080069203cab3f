import { br } from './br/br.ts';
import type { Market } from './market.ts';
import type { Regime } from './regime.ts';
import { regimes } from './regimes.ts';
import { us } from './us/us.ts';

/** Every market: those whose regulators are reported to, and those where nobody is. */
export const markets: readonly (Market | Regime)[] = [
  ...regimes,
  us, // United States: DSCSA, whose partners are told
  br, // Brazil: nobody is reported to since 2022
];

/** The markets that a product sold in these countries is for. */
export const marketsOf = (countries: readonly string[]): Market[] =>
  markets.filter((market) => market.countries.some((country) => countries.includes(country)));
