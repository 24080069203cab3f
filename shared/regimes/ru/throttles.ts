import type { Throttle } from '../throttle.ts';

const system = 'mdlp';

/**
 * A call every so many seconds, a third more than the operator's documentation of 2022 allows, and the pace of a client that runs against the live system
 * where that is slower still.
 */
const every = (call: string, seconds: number): Throttle => ({
  system,
  call,
  calls: 1,
  seconds,
  burst: 1,
  per: 'tenant',
  confidence: 'H',
  source: 'limits of each method as a public client keeps them (2022), with head-room',
});

const half = 0.7;
const second = 1.3;

/** How often each method of the operator is called. */
export const throttles: readonly Throttle[] = [
  every('auth', half),
  every('token', half),
  every('documents-send', half),
  every('documents-send-large', half),
  every('documents-upload', half),
  every('documents-send-finished', half),
  every('documents-request', half),
  every('documents-status', half),
  every('documents-ticket', half),
  every('documents-download', half),
  every('documents-outcome', second),
  every('documents-income', second),
  every('sgtins-by-list', 6.5),
  every('public-sgtins-by-list', 2),
  every('sscc-hierarchy', 6.5),
  every('sscc-sgtins', 8),
  every('sscc-full-hierarchy', 45),
];
