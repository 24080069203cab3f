import type { Sure } from '../hub/country.ts';

/** What differs from one country on the xTrace platform to the other. */
export interface XtraceCountry {
  /** What rows and paths call it. */
  readonly market: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** What the system is called. */
  readonly system: string;
  /** How calls prove who makes them: by a token for name and password, or by a key that holds. */
  readonly access: Sure<'xtrace-token' | 'static'>;
  /** The scheme of registrations that names the place of business. */
  readonly place: 'mpt-place' | 'asl-place';
  /** What medicines are called there. */
  readonly productGroup: Sure<string>;
  /** Codes in one report. */
  readonly mostCodes: Sure<number>;
  /** Whether documents about packs that leave circulation are known to be taken. */
  readonly withdrawal: Sure<boolean>;
}

/** Both countries keep one time all the year round: Kazakhstan since 1 March 2024. */
export const OFFSET = '+05:00';
