import { eu } from './eu/eu.ts';
import type { Market } from './market.ts';
import type { Regime } from './regime.ts';
import { us } from './us/us.ts';

/** Every market, one line each; with the four verbs of a regime where a regulator is reported to. */
export const markets: readonly (Market | Regime)[] = [
  eu, // European Union and EEA: falsified medicines directive
  us, // United States: DSCSA, whose partners are told
];

const isRegime = (market: Market | Regime): market is Regime => 'dueReports' in market;

/** The markets whose regulators are reported to. */
export const regimes: readonly Regime[] = markets.filter(isRegime);

const appliesIn = (countries: readonly string[]) => (market: Market) =>
  market.countries.some((country) => countries.includes(country));

/** The markets that a product sold in these countries is for. */
export const marketsOf = (countries: readonly string[]): Market[] => markets.filter(appliesIn(countries));

/** The regimes that apply to a product sold in these countries. */
export const regimesOf = (countries: readonly string[]): Regime[] => regimes.filter(appliesIn(countries));

/** The regime that a delivery row names. */
export function regimeOf(market: string): Regime | undefined {
  return regimes.find((regime) => regime.market === market);
}
