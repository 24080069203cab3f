import type { Throttle } from '../throttle.ts';
import { calls } from './services.ts';

/** How often ITS is called. */
export const throttles: readonly Throttle[] = [...calls, 'token'].map((call) => ({
  system: 'its',
  per: 'credential',
  confidence: 'own',
  source: 'no limit is public: our own care',
  ...{ call, calls: 60, seconds: 60, burst: 5 },
}));
