import type { Throttle } from '../../throttle.ts';
import { EVENT_IN, EVENT_OUT } from './names.ts';

const common = {
  system: 'sncm',
  per: 'tenant',
  confidence: 'own',
  source: 'no limit is published; an answer says by `backOff` how long it wants to be left alone',
} as const;

/** How often SNCM is called. */
export const throttles: readonly Throttle[] = [
  { ...common, call: EVENT_IN, calls: 60, seconds: 60, burst: 10 },
  { ...common, call: EVENT_OUT, calls: 120, seconds: 60, burst: 20 },
];
