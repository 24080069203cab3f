import { noRoom } from '#common/desk/room-in-case.ts';
import { entryOf } from '#common/entry-of.ts';
import type { Request } from '#common/http.ts';
import { log } from '#common/log.ts';
import { Refused } from '#common/refused.ts';
import { auditPut } from '#common/store/audit.ts';
import { pause } from '#common/store/backoff.ts';
import type { DeskCase } from '#common/store/desk-case-row.ts';
import type { DeskChange } from '#common/store/desk-cases.ts';
import type { AuditAct } from '#shared/access/audit-acts.ts';
import type { AuditEntry } from '#shared/access/audit-entry.ts';
import { refuse } from '#shared/refusal.ts';
import { findDeskCase } from './find-desk-case.ts';
import type { DeskApiNeeds } from './needs.ts';

/** What somebody does, as the audit trail calls it. */
interface Act extends Pick<AuditEntry, 'detail' | 'signature'> {
  readonly act: AuditAct;
}

/** What somebody does with a case that is there. */
export interface DeskDeed extends Act, Pick<DeskChange, 'after' | 'entries'> {}

/**
 * Decides what becomes of a case as it stands.
 *
 * @returns undefined where it stands so already
 * @throws Refused for what does not fit, or not any more
 */
type Decide = (before: DeskCase, at: Date) => DeskDeed | undefined | Promise<DeskDeed | undefined>;

type Needs = Pick<DeskApiNeeds, 'cases' | 'registryTable' | 'wake' | 'now'>;

/** How often it is decided anew on a case that somebody else moved meanwhile: the other side, another person, or the rules, which tell the partner. */
const TRIES = 6;

/**
 * Does something with the case that the path names, and has done what follows by itself. Where the case has moved between reading and writing it is decided
 * once more on what stands then. That is safe: of the try that lost nothing was written; whoever asks has named no version, so that it is as if the request had come
 * a moment later; and every guard is asked anew, with the id that tells whether the same was said before.
 *
 * @throws Refused `busy` when others were faster every time
 */
export async function decideDesk(needs: Needs, request: Request, decide: Decide): Promise<DeskCase> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    if (attempt > 1) await pause(attempt - 1);
    const before = await findDeskCase(needs, request);
    const at = needs.now();
    const deed = await decide(before, at);
    if (deed === undefined) return before;
    const { after, entries, ...act } = deed;
    const row = await written(needs, request, at, { before, after, entries }, act);
    if (row !== 'moved') return row;
  }
  throw new Refused(
    refuse('busy', `the case moved under each of ${TRIES} tries`, {
      remedy: 'send the same again: nothing of it was stored',
    }),
  );
}

/** Begins a case. `moved` when something of its name, or as many as may be open, has just been begun. */
export const beginDesk = (
  needs: Needs,
  request: Request,
  at: Date,
  { change, ...act }: Act & { readonly change: DeskChange },
): Promise<DeskCase | 'moved'> => written(needs, request, at, change, act);

/** Writes it down with its line in the audit trail. */
async function written(
  needs: Needs,
  request: Request,
  at: Date,
  change: DeskChange,
  { act, ...more }: Act,
): Promise<DeskCase | 'moved'> {
  const { tenant } = request;
  const { id } = change.after;
  const said = change.after.messages.length > (change.before?.messages.length ?? 0);
  const full = said ? (noRoom(change.after, 'claimant') ?? noRoom(change.after, 'respondent')) : undefined;
  if (full !== undefined) throw new Refused(full);
  const entry = entryOf(request, at.toISOString(), act, `desk-case ${id}`, more);
  const rows = await needs.cases.commit([change], at, auditPut(needs.registryTable, tenant, entry));
  const [row] = rows === 'moved' ? [] : rows;
  if (row === undefined) return 'moved';
  // It is decided, and the row is due: where the queue is away, `sweep` wakes it.
  await needs.wake({ tenant, case: id }).catch((error: unknown) => {
    log('wake-failed', { tenant, case: id, error: String(error) });
  });
  return row;
}
