import * as v from 'valibot';
import type { Endpoint, Request } from '#common/http.ts';
import { importReport, notTaken, taken } from '#common/import-report.ts';
import { onceEach } from '#common/once-each.ts';
import { importOptions, readSheet, type SheetRow } from '#common/read-sheet.ts';
import { Refused } from '#common/refused.ts';
import { inLanes } from '#common/store/batches.ts';
import { type CellProblem, cellProblem } from '#shared/master-data/csv/column.ts';
import { lotSheet } from '#shared/master-data/csv/lot-sheet.ts';
import type { ImportedRow } from '#shared/messages/master-data-api.ts';
import { newOrder, type Order } from '#shared/messages/site-api.ts';
import { orderId } from '#shared/orders/order-id.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { judgeOrder } from './check-order.ts';
import { type CreateOrderNeeds, createOrder } from './create-order.ts';
import { otherMember } from './same-order.ts';

interface Judged {
  readonly row: number;
  readonly id: string;
  readonly wanted?: Order;
  readonly outcome: ImportedRow['outcome'];
  readonly problems: readonly CellProblem[];
}

/** Rows at once. */
const LANES = 8;

/**
 * Orders a lot for every row of a spreadsheet, all or none unless sound rows shall go ahead. A lot that is there with the same content stays; sent again the
 * file completes what broke off.
 */
export const importLots =
  (all: CreateOrderNeeds): Endpoint =>
  async (request) => {
    const needs = readOnce(all);
    const create = createOrder(needs);
    const { dryRun, proceed } = importOptions(request);
    const rows = readSheet(lotSheet, request.bytes, (text) => text);
    const seen = new Map<string, number>();
    const judged = await inLanes(rows, (row) => judge(needs, request, row, seen), LANES);
    const writes = !dryRun && (proceed || judged.every(({ outcome }) => outcome !== 'refused'));
    const done = writes ? await inLanes(judged, (one) => write(create, request, one), LANES) : judged;
    const report = importReport(done, dryRun, ({ row, id, outcome }) => ({ row, kind: 'lot', id, outcome }));
    return dryRun || writes ? taken(report) : notTaken(request.url, report, 'no lot was made');
  };

/** Rows of one file name few products, pools and packers: each is read once, so that all rows are judged by the same. */
function readOnce(needs: CreateOrderNeeds): CreateOrderNeeds {
  const { registry, pools } = needs;
  return {
    ...needs,
    registry: { product: onceEach(registry.product), granted: onceEach(registry.granted) },
    pools: { get: onceEach(pools.get) },
  };
}

async function judge(
  needs: CreateOrderNeeds,
  { tenant }: Request,
  row: SheetRow,
  seen: Map<string, number>,
): Promise<Judged> {
  const { line, id, content } = row;
  const refused = (problems: readonly CellProblem[]): Judged => ({ row: line, id, outcome: 'refused', problems });
  if (areProblems(content)) return refused(content);
  const read = v.safeParse(newOrder, {
    order: orderId(String(content['gtin']), id),
    ...content,
    lot: id,
    owner: tenant,
  });
  if (!read.success)
    return refused(
      read.issues.map(({ path = [], message }) => {
        const at = `/${path.map(({ key }) => String(key)).join('/')}`;
        return cellProblem(lotSheet, refuse('malformed', message, { at, remedy: 'mend the cell' }));
      }),
    );
  const wanted = read.output;
  const name = `${wanted.gtin} ${id}`;
  const twice = standsTwice(wanted, line, seen);
  if (twice !== undefined) return refused([twice]);
  const stored = await needs.lots.get(tenant, wanted.gtin, wanted.lot);
  if (stored === undefined) {
    const judged = await judgeOrder(needs, tenant, wanted);
    if ('productVersion' in judged) return { row: line, id, wanted, outcome: 'new', problems: [] };
    return refused(judged.map(problemOf));
  }
  const changed = otherMember(stored, wanted);
  if (changed === undefined) return { row: line, id, wanted, outcome: 'same', problems: [] };
  return refused([
    {
      column: changed,
      detail: `lot ${name} exists with another ${changed}`,
      remedy: 'a lot is never reused: give another number',
    },
  ]);
}

const areProblems = (content: SheetRow['content']): content is readonly CellProblem[] => Array.isArray(content);

/** A lot whose number or order stands in an earlier row. Case does not count: of A1 and a1 one is a mistake. */
function standsTwice(
  { gtin, lot, order: id }: Order,
  line: number,
  seen: Map<string, number>,
): CellProblem | undefined {
  const [number, ofOrder] = [`lot ${gtin} ${lot.toLowerCase()}`, `order ${id}`];
  const [first, second] = [seen.get(number), seen.get(ofOrder)];
  if (first !== undefined)
    return {
      column: 'lot',
      detail: `lot ${gtin} ${lot} stands in row ${first} already, case apart`,
      remedy: 'keep one of the two rows',
    };
  if (second !== undefined)
    return {
      column: 'order',
      detail: `order ${id} stands in row ${second} already`,
      remedy: 'give every lot an order of its own',
    };
  seen.set(number, line).set(ofOrder, line);
  return undefined;
}

async function write(create: Endpoint, request: Request, one: Judged): Promise<Judged> {
  if (one.wanted === undefined || one.outcome !== 'new') return one;
  try {
    await create({ ...request, text: JSON.stringify(one.wanted) });
    return one;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { ...one, outcome: 'refused', problems: [problemOf(error.refusal)] };
  }
}

const problemOf = (refusal: Refusal): CellProblem => ({ remedy: 'mend the row', ...cellProblem(lotSheet, refusal) });
