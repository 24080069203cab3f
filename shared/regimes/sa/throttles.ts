import type { Throttle } from '../throttle.ts';
import { listServices } from './services.ts';

const common = {
  system: 'rsd',
  per: 'credential',
  confidence: 'own',
  source: 'no limit is public: our own care',
} as const;

/** How often RSD is called. */
export const throttles: readonly Throttle[] = [
  ...listServices.map((call) => ({ ...common, call, calls: 60, seconds: 60, burst: 5 })),
  { ...common, call: 'CheckStatusService', calls: 60, seconds: 60, burst: 5 },
  { ...common, call: 'DispatchDetailService', calls: 60, seconds: 60, burst: 5 },
];
