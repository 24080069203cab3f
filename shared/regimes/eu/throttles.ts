import type { Throttle } from '../throttle.ts';

const system = 'eu-hub';
const common = {
  system,
  per: 'tenant',
  confidence: 'own',
  source: 'the Hub’s limits are told to onboarded parties only',
} as const;

/** How often the Hub is called. Its own limits are not public: these keep a lot of many reports from being sent at once. */
export const throttles: readonly Throttle[] = [
  { ...common, call: 'product-master-data', calls: 120, seconds: 60, burst: 20 },
  { ...common, call: 'product-pack-data', calls: 60, seconds: 60, burst: 10 },
  { ...common, call: 'product-pack-state', calls: 120, seconds: 60, burst: 20 },
  { ...common, call: 'batch-recall', calls: 60, seconds: 60, burst: 20 },
  { ...common, call: 'product-withdrawal', calls: 10, seconds: 60, burst: 5 },
  { ...common, call: 'receipts', calls: 600, seconds: 60, burst: 60 },
  { ...common, call: 'requests', calls: 300, seconds: 60, burst: 30 },
];
