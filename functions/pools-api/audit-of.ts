import { entryOf } from '#common/entry-of.ts';
import type { Principal } from '#common/principal.ts';
import { auditPut } from '#common/store/audit.ts';
import type { AuditAct } from '#shared/access/audit-acts.ts';

export type AuditOf = ReturnType<typeof auditOf>;

/** The row of the audit trail for something done to a pool, to be written with it. */
export const auditOf =
  (registryTable: string, now: () => Date) =>
  (who: Principal, act: AuditAct, pool: string, detail: Record<string, unknown>) =>
    auditPut(registryTable, who.tenant, entryOf(who, now().toISOString(), act, `pool ${pool}`, { detail }));
