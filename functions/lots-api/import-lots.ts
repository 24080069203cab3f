import * as v from 'valibot';
import type { Endpoint, Request } from '#common/http.ts';
import { problem } from '#common/problem.ts';
import { importOptions, readSheet, type SheetRow } from '#common/read-sheet.ts';
import { Refused } from '#common/refused.ts';
import { inLanes } from '#common/store/batches.ts';
import type { Lots } from '#common/store/lots.ts';
import { type CellProblem, cellProblem } from '#shared/master-data/csv/column.ts';
import { lotSheet } from '#shared/master-data/csv/lot-sheet.ts';
import type { ImportedRow, ImportReport } from '#shared/messages/master-data-api.ts';
import { type Order, order } from '#shared/messages/site-api.ts';
import { refuse } from '#shared/refusal.ts';
import { type CheckOrderNeeds, checkOrder } from './check-order.ts';

interface Needs extends CheckOrderNeeds {
  readonly lots: Pick<Lots, 'get'>;
}

interface Judged {
  readonly row: number;
  readonly id: string;
  readonly wanted?: Order;
  readonly outcome: ImportedRow['outcome'];
  readonly problems: readonly CellProblem[];
}

/** Rows at once. */
const LANES = 8;
const MOST_TOLD = 500;

/**
 * Orders a lot for every row of a spreadsheet, all or none unless sound rows shall go ahead. A lot that is there with the same content stays; sent again the
 * file completes what broke off.
 *
 * @param create orders one lot, as POST /api/orders does
 */
export const importLots =
  (needs: Needs, create: Endpoint): Endpoint =>
  async (request) => {
    const { dryRun, proceed } = importOptions(request);
    const rows = readSheet(lotSheet, request.bytes, (text) => text);
    const seen = new Map<string, number>();
    const judged = await inLanes(rows, (row) => judge(needs, request, row, seen), LANES);
    const writes = !dryRun && (proceed || judged.every(({ outcome }) => outcome !== 'refused'));
    const done = writes ? await inLanes(judged, (one) => write(create, request, one), LANES) : judged;
    const report = reportOf(done, dryRun);
    if (dryRun || writes) return { status: 200, body: report };
    const refusal = refuse(
      'malformed',
      `${report.counts.refused} of ${report.rows} rows are at fault; no lot was made`,
      {
        remedy: 'mend the rows in report.problems, or send it with proceed=true to take the others',
      },
    );
    const body = { ...problem(refusal, false, request.url), report };
    return { status: body.status, body, headers: { 'content-type': 'application/problem+json' } };
  };

async function judge(needs: Needs, { tenant }: Request, row: SheetRow, seen: Map<string, number>): Promise<Judged> {
  const { line, id, content } = row;
  const refused = (problems: readonly CellProblem[]): Judged => ({ row: line, id, outcome: 'refused', problems });
  if (Array.isArray(content)) return refused(content);
  const read = v.safeParse(order, { ...content, lot: id, owner: tenant });
  if (!read.success)
    return refused(
      read.issues.map(({ path = [], message }) => {
        const at = `/${path.map(({ key }) => String(key)).join('/')}`;
        return cellProblem(lotSheet, refuse('malformed', message, { at, remedy: 'mend the cell' }));
      }),
    );
  const wanted = read.output;
  const name = `${wanted.gtin} ${id}`;
  const earlier = seen.get(name);
  if (earlier !== undefined)
    return refused([
      { column: 'lot', detail: `lot ${name} stands in row ${earlier} already`, remedy: 'keep one of the two rows' },
    ]);
  seen.set(name, line);
  const stored = await needs.lots.get(tenant, wanted.gtin, wanted.lot);
  if (stored === undefined) {
    try {
      await checkOrder(needs, tenant, wanted);
    } catch (error) {
      return refused([problemOf(error)]);
    }
    return { row: line, id, wanted, outcome: 'new', problems: [] };
  }
  const changed = Object.entries(wanted).find(([member, value]) => Object(stored)[member] !== value);
  if (changed === undefined) return { row: line, id, wanted, outcome: 'same', problems: [] };
  return refused([
    {
      column: changed[0],
      detail: `lot ${name} exists with another ${changed[0]}`,
      remedy: 'a lot is never reused: give another number',
    },
  ]);
}

async function write(create: Endpoint, request: Request, one: Judged): Promise<Judged> {
  if (one.wanted === undefined || one.outcome !== 'new') return one;
  try {
    await create({ ...request, text: JSON.stringify(one.wanted) });
    return one;
  } catch (error) {
    return { ...one, outcome: 'refused', problems: [problemOf(error)] };
  }
}

function problemOf(error: unknown): CellProblem {
  if (!(error instanceof Refused)) throw error;
  return { remedy: 'mend the row', ...cellProblem(lotSheet, error.refusal) };
}

function reportOf(judged: readonly Judged[], dryRun: boolean): ImportReport {
  const count = (outcome: ImportedRow['outcome']) => judged.filter((one) => one.outcome === outcome).length;
  return {
    dryRun,
    rows: judged.length,
    counts: { new: count('new'), changed: 0, same: count('same'), refused: count('refused') },
    changes: judged
      .filter(({ outcome }) => outcome === 'new')
      .slice(0, MOST_TOLD)
      .map(({ row, id, outcome }) => ({ row, kind: 'lot', id, outcome })),
    problems: judged.flatMap(({ row, problems }) => problems.map((one) => ({ row, ...one }))).slice(0, MOST_TOLD),
  };
}
