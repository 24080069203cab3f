import type { RegulatorSystem } from './regulator-system.ts';

/** What there is to know of every market, whether or not a regulator is reported to there. */
export interface Market {
  /** What rows, filters and evidence call the market. */
  readonly market: string;
  /** Where it applies, ISO 3166-1 alpha-2. */
  readonly countries: readonly string[];
  /** Ids of the code profiles that its packs may bear; the first holds where a product does not say which. */
  readonly profiles: readonly [string, ...string[]];
  /** The systems that are talked to, first the one that reports go to: what they are told, what their codes mean, how often they may be called. */
  readonly systems: readonly [RegulatorSystem, ...RegulatorSystem[]];
}
