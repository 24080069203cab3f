import * as v from 'valibot';
import type { Endpoint } from '#common/http.ts';
import { foreignToken, type Paged, placeIn, tokenOf } from '#common/page-token.ts';
import type { PoolCipher } from '#common/pool-cipher.ts';
import { readQueryString } from '#common/query-string.ts';
import { read } from '#common/read.ts';
import {
  type ReconciledBlock,
  type ReconciledLot,
  type ReconcileNeeds,
  reconcileLot,
} from '#common/reconcile/reconcile-lot.ts';
import { Refused } from '#common/refused.ts';
import { expandSerials } from '#common/store/expand-serials.ts';
import type { Lots } from '#common/store/lots.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import type { CounterSet } from '#shared/reconciliation/counter-set.ts';
import { nameOf } from '#shared/reconciliation/differences.ts';
import { figureNames } from '#shared/reconciliation/figures.ts';
import { refuse } from '#shared/refusal.ts';
import { rangesOf } from '#shared/serials/block-counters.ts';
import { csvHeaders, csvOf, wantsCsv } from './csv.ts';
import { findLot } from './list-lots.ts';

interface Needs extends ReconcileNeeds {
  readonly lots: Lots;
  readonly pools: SerialPools;
  readonly cipher: PoolCipher;
}

const filter = v.object({
  block: v.optional(v.string()),
  limit: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,5}$/, 'must be 1 to 10000'),
      v.transform(Number),
      v.minValue(1),
      v.maxValue(10_000),
    ),
    '1000',
  ),
});

interface Behind {
  readonly serial: string;
  readonly block?: string;
}

/** The serials behind a figure or a difference, block by block in the order in which they were issued; as CSV too. */
export const listBehind =
  (needs: Needs): Endpoint =>
  async (request) => {
    const { tenant, path, query, headers, url, queryString } = request;
    const figure = path['figure'] ?? '';
    const { block, limit } = read(filter, query);
    const lot = await findLot(needs.lots, request, path['lot'] ?? '', query);
    const all = await reconcileLot(needs, tenant, lot);
    const paged: Paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' };
    const after = placeIn(paged);
    const from = after === undefined ? { list: 0, counter: 0 } : placeOf(paged, after);
    const page = await pageOf(needs, tenant, listsOf(all, figure, block), from, limit);
    const next = page.next && tokenOf(paged, `${page.next.list}:${page.next.counter}`);
    if (!wantsCsv(query, headers))
      return { status: 200, body: { figure, serials: page.serials, ...(next !== undefined && { next }) } };
    const rows = page.serials.map((one) => [lot.gtin, one.serial, lot.lot, one.block ?? '', figure]);
    const name = `${figure}-${lot.gtin}-${lot.lot}`;
    const more = next !== undefined && { link: `<${url}?${linkQuery(paged, next)}>; rel="next"` };
    const body = csvOf([['gtin', 'serial', 'lot', 'block', 'figure'], ...rows]);
    return { status: 200, headers: { ...csvHeaders(name), ...more }, body };
  };

/** A list of a block's counters, or of serials as they are. */
type List =
  | { readonly row: ReconciledBlock['row']; readonly numbers: CounterSet }
  | { readonly plain: readonly Behind[] };

/** The lists a figure or difference stands for. */
function listsOf(all: ReconciledLot, figure: string, block: string | undefined): List[] {
  const blocks = all.blocks.filter((one) => block === undefined || one.block === block);
  const own = blocks.flatMap((one): List[] => {
    const numbers = numbersOf(one, figure);
    return numbers === undefined || numbers.isEmpty ? [] : [{ row: one.row, numbers }];
  });
  const isOfNone = figure === 'foreign' || (all.blocks.length === 0 && ['commissioned', 'asked'].includes(figure));
  const foreign = isOfNone && block === undefined ? all.foreign.map((serial) => ({ serial })) : [];
  const strange =
    figure === 'unknown-serials' ? all.strange.filter((one) => block === undefined || one.block === block) : [];
  const known = [
    ...figureNames,
    'foreign',
    'unknown-serials',
    'lost',
    'left-over',
    ...all.differences.map(({ kind }) => kind),
  ];
  if (!known.includes(figure))
    throw new Refused(
      refuse('not-found', `no figure ${figure}`, {
        at: 'figure',
        remedy: `it is one of ${figureNames.join(', ')}, or the kind of a difference`,
      }),
    );
  return [...own, { plain: [...foreign, ...strange] }];
}

function numbersOf({ fold }: ReconciledBlock, figure: string): CounterSet | undefined {
  const name = figureNames.find((one) => one === figure);
  if (name !== undefined) return fold.sets[name];
  if (figure === 'left-over') return fold.left;
  if (figure === 'lost') return fold.sets.unaccounted.without(fold.left);
  return fold.contradictions.find((one) => nameOf(one) === figure)?.numbers;
}

interface Place {
  readonly list: number;
  readonly counter: number;
}

async function pageOf(needs: Needs, tenant: string, lists: readonly List[], from: Place, limit: number) {
  const serials: Behind[] = [];
  for (let { list, counter } = from; list < lists.length; list++, counter = 0) {
    const one = lists[list];
    if (one === undefined) break;
    const room = limit - serials.length;
    if ('plain' in one) {
      serials.push(...one.plain.slice(counter, counter + room));
      if (one.plain.length > counter + room) return { serials, next: { list, counter: counter + room } };
      continue;
    }
    const counters = firstOf(one.numbers, counter, room + 1);
    serials.push(...(await spelled(needs, tenant, one.row, counters.slice(0, room))));
    const next = counters[room];
    if (next !== undefined) return { serials, next: { list, counter: next } };
  }
  return { serials };
}

function firstOf(numbers: CounterSet, from: number, count: number): number[] {
  const counters: number[] = [];
  for (const counter of numbers.counters(from)) if (counters.push(counter) === count) break;
  return counters;
}

async function spelled(
  needs: Needs,
  tenant: string,
  { pool: id, requestId }: ReconciledBlock['row'],
  counters: readonly number[],
) {
  const pool = await needs.pools.get(tenant, id);
  const serials: Behind[] = [];
  for (const range of rangesOf(counters))
    for await (const page of expandSerials(needs, tenant, pool, range))
      serials.push(...page.serials.map(({ code }) => ({ serial: code, block: requestId })));
  return serials;
}

function placeOf(paged: Paged, after: string): Place {
  const [, list, counter] = /^(\d+):(\d+)$/.exec(after) ?? [];
  if (list === undefined || counter === undefined) throw foreignToken(paged);
  return { list: Number(list), counter: Number(counter) };
}

function linkQuery({ parameters }: Paged, next: string): string {
  return String(new URLSearchParams([...parameters].filter(([name]) => name !== 'after').concat([['after', next]])));
}
