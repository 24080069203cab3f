import { setImmediate as turn } from 'node:timers/promises';
import type { NewOrder } from '#shared/messages/site-api.ts';
import { isRefusal } from '#shared/refusal.ts';
import { type Database, transaction } from '../../../store/database.ts';
import { type Reader, textOf } from '../../drop/reader.ts';
import { toldRefusal } from '../../drop/told-refusal.ts';
import { type DefaultNeeds, defaultOrder } from '../default-order.ts';
import { type OrderMember, type OrdersSettings, orderMembers } from '../settings.ts';
import type { WriteNeeds } from '../write-order.ts';
import { type Judged, judgeRow } from './judge-row.ts';
import { type FileRow, RULE, readRows } from './read-rows.ts';
import { type RowProblem, saidByRow } from './said-by-row.ts';

export type OrderFileNeeds = WriteNeeds &
  DefaultNeeds & {
    readonly db: Database;
    readonly settings: OrdersSettings;
  };

/** Rows that are judged before somebody else has a turn: lines have packs to judge in between. */
const AT_ONCE = 20;
/** Problems that a result names. */
const MOST_PROBLEMS = 200;

/** Takes files with the enterprise's orders: all rows are judged before any is kept, and one that is wrong keeps the whole file out. */
export const orderReader = (needs: OrderFileNeeds): Reader => ({
  rule: RULE,
  take: async (folder, name, content, digest) => {
    const about = { file: name, digest };
    const rows = await readRows(name, content, needs.settings.mostRows);
    if (isRefusal(rows)) return textOf({ ...about, verdict: 'refused', problem: toldRefusal(rows) });
    const { judged, problems } = await judgeAll(needs, rows, name);
    if (problems.length === 0) problems.push(...keepAll(needs, judged, name));
    if (problems.length > 0)
      return textOf({
        ...about,
        verdict: 'refused',
        wrong: problems.length,
        problems: problems.slice(0, MOST_PROBLEMS),
      });
    const results = judged.map(({ row, order, owner, result }) => ({ row, order, owner, result }));
    const text = textOf({ ...about, verdict: 'taken', orders: results });
    await folder.write('archive', `${digest}.result.json`, text);
    needs.refresh();
    return text;
  },
});

type Placed = Judged & { readonly row: number };

async function judgeAll(needs: OrderFileNeeds, rows: readonly FileRow[], file: string) {
  const judged: Placed[] = [];
  const problems: RowProblem[] = [];
  const defaults = new Map<string, Partial<NewOrder>>();
  const named = new Map<string, number>();
  for (const [i, one] of rows.entries()) {
    const { said, problems: unread } = saidByRow(needs.settings, one);
    const gtin = String(said['gtin'] ?? '');
    const known = defaults.get(gtin) ?? defaultOrder(needs, gtin);
    defaults.set(gtin, known);
    // What cannot be read is told once, and not as missing too.
    const judgement = unread.length > 0 ? [] : judgeRow(needs, said, known, file);
    problems.push(...unread);
    if (Array.isArray(judgement))
      problems.push(
        ...judgement.map(({ member, ...fault }) => ({ row: one.row, column: columnOf(needs, member), ...fault })),
      );
    else {
      const key = `${judgement.owner} ${judgement.order}`;
      const before = named.get(key);
      if (before !== undefined) problems.push(twice(needs, one.row, before));
      named.set(key, one.row);
      judged.push({ ...judgement, row: one.row });
    }
    if (i % AT_ONCE === AT_ONCE - 1) await turn();
  }
  return { judged, problems };
}

/** All of a file, or nothing: a draft may have been sent since its row was judged, which the condition of `keep` finds out. */
function keepAll(needs: OrderFileNeeds, judged: readonly Placed[], file: string): RowProblem[] {
  const { db, drafts, erpOrders, now } = needs;
  const at = new Date(now()).toISOString();
  const overtaken = new Overtaken();
  try {
    transaction(db, () => {
      for (const { owner, order, said, asked, row } of judged) {
        if (asked !== undefined && !drafts.keep({ owner, order, asked, who: `file ${file}`, at })) {
          overtaken.row = row;
          throw overtaken;
        }
        erpOrders.keep(owner, order, said);
      }
    });
    return [];
  } catch (error) {
    if (error !== overtaken) throw error;
    const rule = 'what L4 may have taken is not changed behind its back';
    return [
      {
        row: overtaken.row,
        column: columnOf(needs, 'order'),
        detail: 'it has just been sent to L4',
        rule,
        remedy: 'Drop the file again in a minute.',
      },
    ];
  }
}

class Overtaken extends Error {
  row = 0;
}

const columnOf = ({ settings }: OrderFileNeeds, member: string): string => {
  const known: OrderMember | undefined = orderMembers.find((one) => one === member);
  return known === undefined ? member : (settings.columns[known] ?? known);
};

const twice = (needs: OrderFileNeeds, row: number, before: number): RowProblem => ({
  row,
  column: columnOf(needs, 'order'),
  detail: `the order stands in row ${before} too`,
  rule: 'an order stands in a file once',
  remedy: 'Leave one of them out.',
});
