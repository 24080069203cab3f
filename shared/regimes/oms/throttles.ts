import type { Throttle } from '../throttle.ts';
import { names } from './due-reports.ts';

const calls = [...Object.values(names), 'report-info', 'receipts-search'];

/** How often a station is called. */
export const omsThrottles = (system: string): Throttle[] =>
  calls.map((call) => ({
    ...{ system, call, per: 'credential', calls: 60, seconds: 60, burst: 5 },
    confidence: 'own',
    source: 'for reports no limit is public: our own care',
  }));
