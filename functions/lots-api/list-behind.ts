import { csvHeaders, csvOf, wantsCsv } from '#common/csv-answer.ts';
import type { Endpoint } from '#common/http.ts';
import { foreignToken, type Paged, placeIn, tokenOf } from '#common/page-token.ts';
import type { PoolCipher } from '#common/pool-cipher.ts';
import { lotQueries } from '#common/queries/lots.ts';
import { readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import { findBlocks } from '#common/reconcile/find-blocks.ts';
import { type LineSaid, lineSaid } from '#common/reconcile/line-said.ts';
import { numbersBehind, numbersNames } from '#common/reconcile/list-numbers.ts';
import { type ReconcileNeeds, reconcileLot, timeFor } from '#common/reconcile/reconcile-lot.ts';
import { Refused } from '#common/refused.ts';
import { expandSerials } from '#common/store/expand-serials.ts';
import type { Lots } from '#common/store/lots.ts';
import type { StoredBlock } from '#common/store/serial-block-row.ts';
import type { SerialPools } from '#common/store/serial-pools.ts';
import type { Lot } from '#shared/messages/lots-api.ts';
import { figureNames } from '#shared/reconciliation/figures.ts';
import { refuse } from '#shared/refusal.ts';
import { rangesOf } from '#shared/serials/block-counters.ts';
import { findLot } from './list-lots.ts';

interface Needs extends ReconcileNeeds {
  readonly lots: Lots;
  readonly pools: Pick<SerialPools, 'get' | 'codesFrom' | 'issuersOf' | 'findCodes'>;
  readonly cipher: PoolCipher;
}

interface Behind {
  readonly serial: string;
  readonly block?: string;
}

/** The serials behind a figure or a difference, block by block in the order in which they were issued; as CSV too. */
export const listBehind =
  (needs: Needs): Endpoint =>
  async (request) => {
    const { tenant, path, url, queryString } = request;
    const figure = path['figure'] ?? '';
    const asked = readQuery(lotQueries['GET /api/lots/{lot}/reconciliation/{figure}'], request);
    const { block, limit } = asked;
    mustBeListed(figure);
    const lot = await findLot(needs.lots, request, asked);
    const paged: Paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' };
    const after = placeIn(paged);
    const from = after === undefined ? undefined : placeOf(paged, after);
    const page = await pageOf(needs, tenant, { lot, figure, block, from, limit });
    if (page === undefined) throw foreignToken(paged);
    const next = page.next && tokenOf(paged, `${page.next.counter}:${page.next.block}`);
    if (!wantsCsv(asked, request))
      return { status: 200, body: { figure, serials: page.serials, ...(next !== undefined && { next }) } };
    const rows = page.serials.map((one) => [lot.gtin, one.serial, lot.lot, one.block ?? '', figure]);
    const name = `${figure}-${lot.gtin}-${lot.lot}`;
    const more = next !== undefined && { link: `<${url}?${linkQuery(paged, next)}>; rel="next"` };
    const body = csvOf([['gtin', 'serial', 'lot', 'block', 'figure'], ...rows]);
    return { status: 200, headers: { ...csvHeaders(name), ...more }, body };
  };

/** Everything that a page is taken from. */
interface Asked {
  readonly lot: Lot;
  readonly figure: string;
  /** Only of this block. */
  readonly block: string | undefined;
  readonly from: Place | undefined;
  readonly limit: number;
}

/** Where a page begins: the blocks of the lot in their order, and behind them what is of none. A lot may draw another block between two pages. */
interface Place {
  /** The request of the block; empty for what is of none. */
  readonly block: string;
  readonly counter: number;
}

interface Page {
  readonly serials: readonly Behind[];
  readonly next?: Place;
}

/** Counts no more of the lot than the page holds; only what is of no block takes all of it. Undefined when the block of the place is the lot's no more. */
async function pageOf(
  needs: Needs,
  tenant: string,
  { lot, figure, block, from, limit }: Asked,
): Promise<Page | undefined> {
  const [events, said, { blocks }] = await Promise.all([
    needs.commissioned.eventsOf(tenant, lot),
    lineSaid(needs, tenant, lot),
    findBlocks(needs.blocks, tenant, lot),
  ]);
  const proceed = timeFor(needs.now, lot);
  const start = startIn(blocks, from);
  if (start < 0) return undefined;
  const serials: Behind[] = [];
  for (const [list, row] of numbersNames.includes(figure) ? blocks.entries() : []) {
    if (list < start || (block !== undefined && row.requestId !== block)) continue;
    const begin = list === start ? (from?.counter ?? 0) : 0;
    const room = limit - serials.length;
    const numbers = numbersBehind(needs, tenant, { lot, row, events, said, proceed }, figure, begin);
    const counters = await firstOf(numbers, room + 1);
    serials.push(...(await spelled(needs, tenant, row, counters.slice(0, room))));
    const next = counters[room];
    if (next !== undefined) return { serials, next: { block: row.requestId, counter: next } };
  }
  const [begin, room] = [from?.block === '' ? from.counter : 0, limit - serials.length];
  const plain = await ofNoBlock(needs, tenant, { lot, figure, block }, { said, hasBlocks: blocks.length > 0 });
  serials.push(...plain.slice(begin, begin + room));
  return { serials, ...(plain.length > begin + room && { next: { block: '', counter: begin + room } }) };
}

/** The block that a page begins with: behind the last where it begins with what is of none, -1 where the lot has it no more. */
function startIn(blocks: readonly StoredBlock[], from: Place | undefined): number {
  if (from === undefined) return 0;
  return from.block === '' ? blocks.length : blocks.findIndex(({ requestId }) => requestId === from.block);
}

/** Serials that are of no block: no counters stand for them. */
async function ofNoBlock(
  needs: Needs,
  tenant: string,
  { lot, figure, block }: Pick<Asked, 'lot' | 'figure' | 'block'>,
  { said, hasBlocks }: { said: LineSaid; hasBlocks: boolean },
): Promise<readonly Behind[]> {
  if (figure === 'unknown-serials') return said.strange.filter((one) => block === undefined || one.block === block);
  const isOfNone = figure === 'foreign' || (!hasBlocks && ['commissioned', 'asked'].includes(figure));
  if (!isOfNone || block !== undefined) return [];
  return (await reconcileLot(needs, tenant, lot)).foreign.map((serial) => ({ serial }));
}

function mustBeListed(figure: string): void {
  if ([...numbersNames, 'foreign', 'unknown-serials'].includes(figure)) return;
  throw new Refused(
    refuse('not-found', `no serials stand behind ${figure}`, {
      at: 'figure',
      remedy: `it is one of ${figureNames.join(', ')}, or what a difference has as its serials`,
    }),
  );
}

async function firstOf(numbers: AsyncIterable<number>, count: number): Promise<number[]> {
  const counters: number[] = [];
  for await (const counter of numbers) if (counters.push(counter) === count) break;
  return counters;
}

async function spelled(
  needs: Needs,
  tenant: string,
  { pool: id, requestId }: StoredBlock,
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
  const [, counter, block] = /^(\d+):(.*)$/.exec(after) ?? [];
  if (counter === undefined || block === undefined) throw foreignToken(paged);
  return { block, counter: Number(counter) };
}

function linkQuery({ parameters }: Paged, next: string): string {
  return String(new URLSearchParams([...parameters].filter(([name]) => name !== 'after').concat([['after', next]])));
}
