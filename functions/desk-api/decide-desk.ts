import { noRoom } from '#common/desk/room-in-case.ts';
import { entryOf } from '#common/entry-of.ts';
import type { Request } from '#common/http.ts';
import { log } from '#common/log.ts';
import { Refused } from '#common/refused.ts';
import { auditPut } from '#common/store/audit.ts';
import type { DeskCase } from '#common/store/desk-case-row.ts';
import type { DeskChange } from '#common/store/desk-cases.ts';
import type { AuditEntry } from '#shared/access/audit-entry.ts';
import { refuse } from '#shared/refusal.ts';
import type { DeskApiNeeds } from './needs.ts';

/** What somebody does with a case. */
export interface DeskDeed extends Pick<AuditEntry, 'detail' | 'signature'> {
  readonly act: string;
  readonly change: DeskChange;
}

/** Writes it down with its line in the audit trail, and has done what follows by itself. @throws Refused `conflict` when the case stands otherwise by now */
export async function decideDesk(
  needs: Pick<DeskApiNeeds, 'cases' | 'registryTable' | 'wake'>,
  request: Request,
  at: Date,
  { act, change, ...more }: DeskDeed,
): Promise<DeskCase> {
  const { tenant } = request;
  const { id } = change.after;
  const said = change.after.messages.length > (change.before?.messages.length ?? 0);
  const full = said ? (noRoom(change.after, 'claimant') ?? noRoom(change.after, 'respondent')) : undefined;
  if (full !== undefined) throw new Refused(full);
  const entry = entryOf(request, at.toISOString(), act, `desk-case ${id}`, more);
  const rows = await needs.cases.commit([change], at, auditPut(needs.registryTable, tenant, entry));
  const [row] = rows === 'moved' ? [] : rows;
  if (row === undefined)
    throw new Refused(
      change.before === undefined
        ? refuse('busy', 'the same is just being begun', { at: '/id', remedy: 'send it again' })
        : refuse('conflict', 'the case has just moved on', { remedy: 'read it again' }),
    );
  // It is decided, and the row is due: where the queue is away, `sweep` wakes it.
  await needs.wake({ tenant, case: id }).catch((error: unknown) => {
    log('wake-failed', { tenant, case: id, error: String(error) });
  });
  return row;
}
