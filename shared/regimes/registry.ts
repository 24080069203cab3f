import { br } from './br/br.ts';
import { wordsOf } from './catalogue.ts';
import type { Market } from './market.ts';
import type { Regime } from './regime.ts';
import { byAccess, regimes } from './regimes.ts';
import type { CalledSystem, RegulatorSystem } from './regulator-system.ts';
import { us } from './us/us.ts';

/** A market with what its systems are told and what their codes mean, and who its regulator is told by. */
export type ToldMarket = Market & Partial<Pick<Regime, 'onAccess' | 'repealed'>>;

const told = (regime: Regime): ToldMarket => {
  const [first, ...more] = regime.systems;
  return { ...regime, systems: [withWords(first), ...more.map(withWords)] };
};
const withWords = ({ system, throttles }: CalledSystem): RegulatorSystem => ({ system, throttles, ...wordsOf(system) });

/** Every market: those whose regulators are reported to, and those where nobody is. */
export const markets: readonly ToldMarket[] = [
  ...regimes.map(told),
  us, // United States: DSCSA, whose partners are told
  br, // Brazil: nobody is reported to since 2022
];

/** The same of those that are told for tenants with an access alone. */
export const marketsByAccess: readonly ToldMarket[] = byAccess.map(told);

/** The markets that a product sold in these countries is for. */
export const marketsOf = (countries: readonly string[]): Market[] =>
  markets.filter((market) => market.countries.some((country) => countries.includes(country)));
