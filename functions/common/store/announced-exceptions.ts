import { announced } from '../announce.ts';
import type { ExceptionEntry, ExceptionRow } from './exception-row.ts';

const kinds = {
  opened: 'exception.opened',
  assigned: 'exception.assigned',
  resolved: 'exception.resolved',
  // The rules do not find it any more: nothing is left to be done either.
  cleared: 'exception.resolved',
  reopened: 'exception.reopened',
} as const;

/** The row that tells integrators what became of an exception, for the transaction in which it does. Which units it is about is not told. */
export function exceptionAnnounced(
  table: string,
  tenant: string,
  { exceptionId, rule, severity, version }: ExceptionRow,
  { state, outcome }: { readonly state: ExceptionRow['state']; readonly outcome?: ExceptionRow['outcome'] | undefined },
  { what, at }: Pick<ExceptionEntry, 'what' | 'at'>,
) {
  const data = { exception: exceptionId, rule, severity, state, ...(outcome !== undefined && { outcome }) };
  const subject = `exception ${exceptionId}`;
  return announced(table, tenant, { kind: kinds[what], subject, at, once: `${version} ${what}`, data });
}
