import { br } from './br/br.ts';
import { sncm } from './br/sncm/sncm.ts';
import { cn } from './cn/cn.ts';
import { eu } from './eu/eu.ts';
import type { Market } from './market.ts';
import type { Regime } from './regime.ts';
import { ru } from './ru/ru.ts';
import { us } from './us/us.ts';

/** Every market, one line each; with the four verbs of a regime where a regulator is reported to. */
export const markets: readonly (Market | Regime)[] = [
  eu, // European Union and EEA: falsified medicines directive
  ru, // Russia: MDLP
  cn, // China: Ma Shang Fang Xin
  us, // United States: DSCSA, whose partners are told
  br, // Brazil: nobody is reported to since 2022
];

const isRegime = (market: Market | Regime): market is Regime => 'dueReports' in market;

/** The markets whose regulators are reported to. */
export const regimes: readonly Regime[] = markets.filter(isRegime);

/**
 * Regimes whose duty was repealed, found by name alone: none of `regimes`, so nothing is planned for them but for a tenant that set an access for the market, to rehearse. What was planned is sent, asked
 * about and shown like all else.
 */
export const repealed: readonly Regime[] = [
  sncm, // Brazil: SNCM, message set 1.00
];

/** Those in force, and those that may be rehearsed. */
export const allRegimes: readonly Regime[] = [...regimes, ...repealed];

const appliesIn = (countries: readonly string[]) => (market: Market) =>
  market.countries.some((country) => countries.includes(country));

/** The markets that a product sold in these countries is for. */
export const marketsOf = (countries: readonly string[]): Market[] => markets.filter(appliesIn(countries));

/** The regimes that apply to a product sold in these countries. */
export const regimesOf = (countries: readonly string[], among: readonly Regime[] = regimes): Regime[] =>
  among.filter(appliesIn(countries));

/** The regime that a delivery row names. */
export function regimeOf(market: string, among: readonly Regime[] = allRegimes): Regime | undefined {
  return among.find((regime) => regime.market === market);
}
