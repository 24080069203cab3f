import type { ErrorMeaning } from './error-meaning.ts';
import type { Tells } from './tells.ts';
import type { Throttle } from './throttle.ts';

/** A system of a market that is talked to, a regulator's or a partner's: what it is told, what its codes mean, and how often it may be called. */
export interface RegulatorSystem {
  readonly system: string;
  /** For people to read. */
  readonly tells: readonly Tells[];
  readonly errors: readonly ErrorMeaning[];
  readonly throttles: readonly Throttle[];
}
