import type { Throttle } from '../../throttle.ts';

const common = {
  system: 'nmvs',
  per: 'credential',
  confidence: 'own',
  source: 'no limit is public; Delegated Regulation (EU) 2016/161, Article 35 wants answers within 300 ms',
} as const;

/** How often the services of an NMVS are called under one ClientLoginId. */
export const throttles: readonly Throttle[] = [
  { ...common, call: 'single', calls: 20, seconds: 1, burst: 10 },
  { ...common, call: 'bulk', calls: 120, seconds: 60, burst: 20 },
  { ...common, call: 'mixed', calls: 120, seconds: 60, burst: 20 },
  { ...common, call: 'support', calls: 10, seconds: 60, burst: 2 },
];
