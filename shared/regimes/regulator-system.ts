import type { ErrorMeaning } from './error-meaning.ts';
import type { Tells } from './tells.ts';
import type { Throttle } from './throttle.ts';

/** A system of a market that is talked to, a regulator's or a partner's, and how often it may be called. */
export interface CalledSystem {
  readonly system: string;
  readonly throttles: readonly Throttle[];
}

/** What it is told, and what its codes mean: for people to read. */
export interface SystemWords {
  readonly tells: readonly Tells[];
  readonly errors: readonly ErrorMeaning[];
}

export interface RegulatorSystem extends CalledSystem, SystemWords {}
