import type { Throttle } from '../throttle.ts';

const common = {
  system: 'msfx',
  per: 'credential',
  confidence: 'own',
  source: 'the gate limits each application by agreement; no numbers are public',
} as const;

/** How often the platform is called. */
export const throttles: readonly Throttle[] = [
  { ...common, call: 'uploadrelation', calls: 60, seconds: 60, burst: 5 },
  { ...common, call: 'uploadcircubill', calls: 60, seconds: 60, burst: 5 },
  { ...common, call: 'uploadinoutbill', calls: 120, seconds: 60, burst: 10 },
  { ...common, call: 'codeprocess', calls: 300, seconds: 60, burst: 20 },
  { ...common, call: 'searchstatus', calls: 300, seconds: 60, burst: 20 },
  { ...common, call: 'codereplace', calls: 60, seconds: 60, burst: 5 },
  { ...common, call: 'querycodeactive', calls: 300, seconds: 60, burst: 20 },
];
