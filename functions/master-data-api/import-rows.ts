import type { Request } from '#common/http.ts';
import { importReport, notTaken, taken } from '#common/import-report.ts';
import { log } from '#common/log.ts';
import type { ImportOptions } from '#common/read-sheet.ts';
import { Refused } from '#common/refused.ts';
import { inLanes } from '#common/store/batches.ts';
import type { Read } from '#common/store/master-data.ts';
import { takeStep } from '#common/take-step.ts';
import { saveDraft, submitVersion } from '#shared/master-data/change-version.ts';
import { type CellProblem, cellProblem } from '#shared/master-data/csv/column.ts';
import { sheets } from '#shared/master-data/csv/sheets.ts';
import { differences } from '#shared/master-data/difference.ts';
import { endedForGood } from '#shared/master-data/ended-for-good.ts';
import { type Content, type MasterHead, type MasterKind, masterKinds } from '#shared/master-data/version.ts';
import type { ImportedRow } from '#shared/messages/master-data-api.ts';
import { isRefusal } from '#shared/refusal.ts';
import { ownership } from './may-own.ts';
import type { MasterNeeds } from './needs.ts';

/** A row of an upload as it was read: its content, or what is wrong with it. */
export interface ImportRow {
  readonly row: number | string;
  readonly kind: MasterKind;
  readonly id: string;
  readonly content: Content | readonly CellProblem[];
}

/** Rows written at once. */
const LANES = 16;
/** Longest that rows are begun: the gateway waits 30 seconds for all, and what was begun is to end. */
const LONGEST_MS = 22_000;

interface Judged extends ImportRow {
  readonly outcome: ImportedRow['outcome'];
  readonly before: Read | undefined;
  readonly problems: readonly CellProblem[];
}

/**
 * Judges all rows before the first is written; where one is at fault none is, unless sound ones shall go ahead. Rows are written one by one: an import that
 * breaks off is completed by sending it again, since what is a draft already changes nothing.
 */
export async function importRows(
  needs: MasterNeeds,
  request: Request,
  rows: readonly ImportRow[],
  { dryRun, proceed, submit }: ImportOptions,
  passedOver: readonly string[] = [],
) {
  const until = needs.now().getTime() + LONGEST_MS;
  const judged = await judge(needs, request, rows);
  const faulty = judged.some(({ outcome }) => outcome === 'refused');
  const writes = !dryRun && (proceed || !faulty);
  const done = writes ? await inLanes(judged, (one) => write(needs, request, one, { submit, until }), LANES) : judged;
  const report = importReport(done, dryRun, tellRow, passedOver);
  log('master-data-imported', {
    tenant: request.tenant,
    by: request.caller,
    rows: rows.length,
    dryRun,
    written: writes,
  });
  return dryRun || writes ? taken(report) : notTaken(request.url, report, 'nothing was stored');
}

async function judge(needs: MasterNeeds, { tenant, caller }: Request, rows: readonly ImportRow[]): Promise<Judged[]> {
  const at = needs.now().toISOString();
  const judges = new Map(
    await inLanes(masterKinds, async (kind) => {
      const sound = rows.flatMap((row) =>
        row.kind === kind && isContent(row.content) ? [{ id: row.id, content: row.content }] : [],
      );
      const heads = await needs.master.getAll(
        tenant,
        kind,
        sound.map(({ id }) => id),
      );
      return [kind, { heads, mayOwn: await ownership(needs, tenant, kind, sound) }] as const;
    }),
  );
  const firsts = new Map<string, number | string>();
  return rows.map((row): Judged => {
    const { kind, id, content } = row;
    const before = judges.get(kind)?.heads.get(id);
    const refused = (problems: readonly CellProblem[]): Judged => ({ ...row, outcome: 'refused', before, problems });
    if (!isContent(content)) return refused(content);
    const earlier = firsts.get(`${kind} ${id}`);
    if (earlier !== undefined)
      return refused([
        {
          column: sheets[kind].id,
          detail: `${id} stands in row ${earlier} already`,
          remedy: 'keep one of the two rows',
        },
      ]);
    firsts.set(`${kind} ${id}`, row.row);
    const foreign = judges.get(kind)?.mayOwn({ id, content });
    if (foreign !== undefined) return refused([cellProblem(sheets[kind], foreign)]);
    const step = endedForGood(kind, id, before?.head, at) ?? saveDraft(before?.head, content, { by: caller, at });
    if (isRefusal(step)) return refused([{ column: sheets[kind].id, ...cellProblem(sheets[kind], step) }]);
    return {
      ...row,
      outcome: step === 'unchanged' ? 'same' : before === undefined ? 'new' : 'changed',
      before,
      problems: [],
    };
  });
}

/** What somebody changes between judging and writing is refused for that row alone. */
async function write(
  needs: MasterNeeds,
  who: Request,
  row: Judged,
  { submit, until }: { readonly submit: boolean; readonly until: number },
): Promise<Judged & { version?: number }> {
  const { kind, id, content, before } = row;
  if (!isContent(content) || row.outcome === 'refused') return row;
  if (row.outcome === 'same' && !(submit && before?.head.open?.state === 'draft')) return row;
  if (needs.now().getTime() > until) return { ...row, outcome: 'refused', problems: [outOfTime] };
  const target = { kind, id, who };
  try {
    const saved = await takeStep(
      needs,
      target,
      { decide: (head, doer) => endedForGood(kind, id, head, doer.at) ?? saveDraft(head, content, doer) },
      before ?? 'nothing',
    );
    const { open } = saved.head;
    if (submit && open?.state === 'draft') {
      const writes = (before?.writes ?? 0) + (saved.step === 'unchanged' ? 0 : 1);
      const now: Read = { id, head: saved.head, writes };
      await takeStep(needs, target, { decide: (head, doer) => submitVersion(head, doer) }, now);
    }
    return open === undefined ? row : { ...row, version: open.version };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { ...row, outcome: 'refused', problems: [cellProblem(sheets[kind], error.refusal)] };
  }
}

const outOfTime: CellProblem = {
  detail: 'time ran out before this row was written',
  remedy: 'send the same file again: what is stored already changes nothing',
};

const isContent = (content: Content | readonly CellProblem[]): content is Content => !Array.isArray(content);

const tellRow = ({ row, kind, id, outcome, version, content, before }: Judged & { version?: number }): ImportedRow => ({
  row,
  kind,
  id,
  outcome,
  ...(version !== undefined && { version }),
  ...(outcome === 'changed' && isContent(content) && { differences: differences(lastOf(before?.head), content) }),
});

/** What was said last: the draft, else the version that holds or comes last. */
export const lastOf = (head: MasterHead | undefined): Content =>
  head?.open?.content ?? head?.current.at(-1)?.content ?? {};
