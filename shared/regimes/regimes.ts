import { ae } from './ae/ae.ts';
import { bh } from './bh/bh.ts';
import { sncm } from './br/sncm/sncm.ts';
import { cn } from './cn/cn.ts';
import { eg } from './eg/eg.ts';
import { eu } from './eu/eu.ts';
import { india } from './in/in.ts';
import { jo } from './jo/jo.ts';
import { kr } from './kr/kr.ts';
import { kz } from './kz/kz.ts';
import type { Regime } from './regime.ts';
import { ru } from './ru/ru.ts';
import { ruOms } from './ru-oms/ru-oms.ts';
import { sa } from './sa/sa.ts';
import { tr } from './tr/tr.ts';
import { uz } from './uz/uz.ts';

/** The markets whose regulators are reported to, one line each. */
export const regimes: readonly Regime[] = [
  eu, // European Union and EEA: falsified medicines directive
  ru, // Russia: MDLP
  cn, // China: Ma Shang Fang Xin
  ae, // United Arab Emirates: Tatmeen
  bh, // Bahrain: MVC
  jo, // Jordan: JFDA
  eg, // Egypt: EPTTS, by files
  kz, // Kazakhstan: IS MPT
  uz, // Uzbekistan: ASL BELGISI
  kr, // South Korea: KPIS, by files
  india, // India: iVEDA, exports, by files
  sa, // Saudi Arabia: RSD
  tr, // Turkey: ITS and PTS
];

/**
 * Those that are reported to for tenants alone that set an access for the market, found by name alone: none of `regimes`, so nothing is planned for them otherwise. What was
 * planned is sent, asked about and shown like all else.
 */
export const byAccess: readonly Regime[] = [
  sncm, // Brazil: SNCM, message set 1.00, whose duty was repealed, to rehearse
  ruOms, // Russia: the order station, for who orders codes there
];

/** All that may be reported to. */
export const allRegimes: readonly Regime[] = [...regimes, ...byAccess];

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
