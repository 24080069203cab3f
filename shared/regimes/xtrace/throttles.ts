import type { Throttle } from '../throttle.ts';
import type { XtraceCountry } from './country.ts';
import { names } from './names.ts';

/** How often a system is called. ASL BELGISI takes 100 orders and reports in a minute [M], which are counted here by kinds; of IS MPT nothing is public. */
export function xtraceThrottles({ system, access, mostCodes, withdrawal }: XtraceCountry): Throttle[] {
  const isSaid = mostCodes.confidence === 'M';
  const common = {
    system,
    per: 'credential',
    confidence: isSaid ? 'M' : 'own',
    source: isSaid
      ? 'clients of the Open API: 100 orders and reports a minute'
      : 'limits are told to participants only',
  } as const;
  const reports = [names.utilisation, names.aggregation, ...(withdrawal.is ? [names.withdrawal] : [])];
  const questions = ['report', 'document', 'errors', 'states'];
  return [
    ...reports.map((call) => ({ ...common, call, calls: 30, seconds: 60, burst: 5 })),
    ...questions.map((call) => ({ ...common, call, calls: 120, seconds: 60, burst: 10 })),
    ...(access.is === 'static' ? [] : [{ ...common, call: 'token', calls: 10, seconds: 60, burst: 2 }]),
  ];
}
