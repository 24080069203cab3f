import * as v from 'valibot';
import { auditEntry } from '../../shared/access/audit-entry.ts';

const entry = v.object({ id: v.string(), ...auditEntry.entries });
/** A row of the audit trail. */
export type AuditRow = v.InferOutput<typeof entry>;
export const auditPage = v.object({ entries: v.array(entry), next: v.optional(v.string()) });

/** Begin of a day by the clock on this wall, in UTC; of the day behind it where that is asked for. Nothing for what is no day. */
export function dayInUtc(day: string, behind = 0): string | undefined {
  const begin = new Date(`${day}T00:00:00`);
  begin.setDate(begin.getDate() + behind);
  return Number.isNaN(begin.getTime()) ? undefined : begin.toISOString();
}
