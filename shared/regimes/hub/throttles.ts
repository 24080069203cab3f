import type { Throttle } from '../throttle.ts';

/** How often a hub is called. Nothing is public: these keep a lot of many messages from being sent at once. */
export const hubThrottles = (system: string): Throttle[] => {
  const common = {
    system,
    per: 'tenant',
    confidence: 'own',
    source: 'the hub’s limits are told to onboarded parties only',
  } as const;
  return [
    { ...common, call: 'messages', calls: 60, seconds: 60, burst: 10 },
    { ...common, call: 'receipts', calls: 300, seconds: 60, burst: 30 },
    { ...common, call: 'requests', calls: 300, seconds: 60, burst: 30 },
  ];
};
