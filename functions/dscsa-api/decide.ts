import { entryOf } from '#common/entry-of.ts';
import type { Request } from '#common/http.ts';
import { log } from '#common/log.ts';
import { Refused } from '#common/refused.ts';
import { auditPut } from '#common/store/audit.ts';
import type { DscsaCase, NewHistoryEntry } from '#common/store/dscsa-case-row.ts';
import type { CaseChange } from '#common/store/dscsa-cases.ts';
import type { AuditAct } from '#shared/access/audit-acts.ts';
import type { AuditEntry } from '#shared/access/audit-entry.ts';
import { refuse } from '#shared/refusal.ts';
import { digestOfAct } from './done-already.ts';
import type { ApiNeeds } from './needs.ts';

type Needs = Pick<ApiNeeds, 'cases' | 'registryTable' | 'wake'>;

/** What a person does with a case, and with others in the same breath. */
export interface Decided extends Pick<AuditEntry, 'detail' | 'signature'> {
  readonly act: AuditAct;
  /** The case it is about comes first. */
  readonly changes: readonly CaseChange[];
}

/** Writes it down with its line in the audit trail, and has done what follows by itself. @throws Refused `conflict` when a case stands otherwise by now */
export async function decide(
  needs: Needs,
  request: Request,
  at: Date,
  { act, changes, ...more }: Decided,
): Promise<DscsaCase> {
  const { tenant } = request;
  const noted = remembered(changes, request);
  mustFitARow(noted);
  const subject = `dscsa-case ${changes[0]?.after.id}`;
  const entry = entryOf(request, at.toISOString(), act, subject, more);
  const rows = await needs.cases.commit(noted, at, auditPut(needs.registryTable, tenant, entry));
  const [row] = rows === 'moved' ? [] : rows;
  if (row === undefined)
    throw new Refused(
      changes[0]?.asked === undefined
        ? refuse('conflict', 'the case has just moved on', { remedy: 'read it again' })
        : refuse('busy', 'the same is just being begun', { at: '/id', remedy: 'send it again' }),
    );
  if (row.work !== undefined) await wakeFor(needs, row);
  return row;
}

/** The case that it is about knows the same act when it comes again. */
function remembered([change, ...others]: readonly CaseChange[], request: Request): readonly CaseChange[] {
  if (change?.before === undefined) return change === undefined ? [] : [change, ...others];
  return [{ ...change, after: { ...change.after, lastAct: digestOfAct(request) } }, ...others];
}

/** What a row of the table holds, with room for its key and what goes on by itself. Bytes. */
const MOST_BYTES = 350_000;

function mustFitARow(changes: readonly CaseChange[]): void {
  const longest = Math.max(...changes.map(({ after }) => Buffer.byteLength(JSON.stringify(after))));
  if (longest <= MOST_BYTES) return;
  throw new Refused(
    refuse('too-large', `the case would have ${longest} bytes, ${MOST_BYTES} are the most`, {
      rule: 'Seriate API: a case is one row',
      remedy: 'say it shorter, or by several cases',
    }),
  );
}

/** It is decided, and the row is due: where the queue is away, `sweep` wakes it. A failure told now would have it decided twice. */
async function wakeFor({ wake }: Pick<Needs, 'wake'>, { tenant, id }: DscsaCase): Promise<void> {
  await wake({ tenant, case: id }).catch((error: unknown) => {
    log('wake-failed', { tenant, case: id, error: String(error) });
  });
}

/** A line of history by whoever calls. */
export const byCaller = (
  { caller }: Request,
  at: Date,
  what: string,
  more: Omit<NewHistoryEntry, 'at' | 'by' | 'what'> = {},
): NewHistoryEntry => ({
  at: at.toISOString(),
  by: caller,
  what,
  ...more,
});
