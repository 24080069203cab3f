import type { Throttle } from '../throttle.ts';

/** How often files are handed over: a person takes each of them to the portal. */
export const fileThrottles = (system: string): Throttle[] => {
  const common = { system, per: 'tenant', confidence: 'own', source: 'a portal has no interface' } as const;
  return [
    { ...common, call: 'files', calls: 60, seconds: 60, burst: 10 },
    { ...common, call: 'receipts', calls: 60, seconds: 60, burst: 10 },
    { ...common, call: 'requests', calls: 60, seconds: 60, burst: 10 },
  ];
};
