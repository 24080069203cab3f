import type { Principal } from '#common/principal.ts';
import { auditPut } from '#common/store/audit.ts';

export type AuditOf = ReturnType<typeof auditOf>;

/** The row of the audit trail for something done to a pool, to be written with it. */
export const auditOf =
  (registryTable: string, now: () => Date) =>
  ({ tenant, caller, home }: Principal, act: string, pool: string, detail: Record<string, unknown>) =>
    auditPut(registryTable, tenant, {
      at: now().toISOString(),
      by: caller,
      home,
      act,
      subject: `pool ${pool}`,
      detail,
    });
