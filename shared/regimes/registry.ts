import { eu } from './eu/eu.ts';
import type { Regime } from './regime.ts';

/** Every market that is reported to, one line each. */
export const regimes: readonly Regime[] = [
  eu, // European Union and EEA: falsified medicines directive
];

/** The regimes that apply to a product sold in these countries. */
export function regimesOf(countries: readonly string[]): Regime[] {
  return regimes.filter((regime) => regime.countries.some((country) => countries.includes(country)));
}

/** The regime that a delivery row names. */
export function regimeOf(market: string): Regime | undefined {
  return regimes.find((regime) => regime.market === market);
}
