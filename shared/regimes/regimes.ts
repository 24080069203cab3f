import { ae } from './ae/ae.ts';
import { bh } from './bh/bh.ts';
import { sncm } from './br/sncm/sncm.ts';
import { cn } from './cn/cn.ts';
import { eg } from './eg/eg.ts';
import { eu } from './eu/eu.ts';
import { jo } from './jo/jo.ts';
import type { Regime } from './regime.ts';
import { ru } from './ru/ru.ts';
import { sa } from './sa/sa.ts';
import { tr } from './tr/tr.ts';

/** The markets whose regulators are reported to, one line each. */
export const regimes: readonly Regime[] = [
  eu, // European Union and EEA: falsified medicines directive
  ru, // Russia: MDLP
  cn, // China: Ma Shang Fang Xin
  ae, // United Arab Emirates: Tatmeen
  bh, // Bahrain: MVC
  jo, // Jordan: JFDA
  eg, // Egypt: EPTTS, by files
  sa, // Saudi Arabia: RSD
  tr, // Turkey: ITS and PTS
];

/**
 * Regimes whose duty was repealed, found by name alone: none of `regimes`, so nothing is planned for them but for a tenant that set an access for the market, to rehearse. What was planned is sent, asked
 * about and shown like all else.
 */
export const repealed: readonly Regime[] = [
  sncm, // Brazil: SNCM, message set 1.00
];

/** Those in force, and those that may be rehearsed. */
export const allRegimes: readonly Regime[] = [...regimes, ...repealed];

const appliesIn =
  (countries: readonly string[]) =>
  ({ countries: applies }: Pick<Regime, 'countries'>) =>
    applies.some((country) => countries.includes(country));

/** The regimes that apply to a product sold in these countries. */
export const regimesOf = (countries: readonly string[], among: readonly Regime[] = regimes): Regime[] =>
  among.filter(appliesIn(countries));

/** The regime that a delivery row names. */
export function regimeOf(market: string, among: readonly Regime[] = allRegimes): Regime | undefined {
  return among.find((regime) => regime.market === market);
}
