import { chunksOf } from '#common/store/batches.ts';
import type { Lot, Lots } from '#common/store/lots.ts';

/** Lots that one call looks at, at most: a filter that nothing fits ends. */
const MOST_READ = 1000;
/** Lots that are fetched at once, at least: of few that are wanted some may not fit. */
const LEAST_AT_ONCE = 25;
const PAGE = 100;

interface Wanted {
  /** open: those that are neither released nor cancelled come before all others. */
  readonly first: 'open' | 'newest';
  readonly limit: number;
  readonly gtin?: string | undefined;
}

type Read = Pick<Lots, 'newest' | 'open' | 'named' | 'list'>;

/** The first lots that fit, the newest first, and whether there are others. */
export async function firstLots(
  lots: Read,
  tenant: string,
  wanted: Wanted,
  fits: (lot: Lot) => boolean,
): Promise<{ found: Lot[]; more: boolean }> {
  const found: Lot[] = [];
  let read = 0;
  for await (const lot of inOrder(lots, tenant, wanted)) {
    if (++read > MOST_READ) return { found, more: true };
    if (!fits(lot)) continue;
    if (found.length === wanted.limit) return { found, more: true };
    found.push(lot);
  }
  return { found, more: false };
}

async function* inOrder(lots: Read, tenant: string, { first, limit, gtin }: Wanted): AsyncGenerator<Lot> {
  const atOnce = Math.max(limit + 1, LEAST_AT_ONCE);
  const told = new Set<string>();
  const names = first === 'open' ? await lots.open(tenant, gtin) : [];
  for (const chunk of chunksOf(names, atOnce)) {
    for (const lot of await lots.named(tenant, chunk)) {
      // It may have been released since its pointer was read: then it comes among the others.
      if (lot.state !== 'assigned' && lot.state !== 'reported') continue;
      told.add(nameOf(lot));
      yield lot;
    }
  }
  for (let after: string | undefined, isFirst = true; isFirst || after !== undefined; isFirst = false) {
    const page = await lots.newest(tenant, atOnce, after, gtin);
    for (const lot of page.lots.filter((one) => !told.has(nameOf(one)))) {
      told.add(nameOf(lot));
      yield lot;
    }
    after = page.next;
  }
  yield* olderLots(lots, tenant, gtin, told);
}

/** Lots that were ordered before it was kept when each was: behind all others, the newest first of as many as one call looks at. */
async function* olderLots(
  lots: Read,
  tenant: string,
  gtin: string | undefined,
  told: ReadonlySet<string>,
): AsyncGenerator<Lot> {
  const older: Lot[] = [];
  for (let after: Lot | undefined, read = 0; read < MOST_READ; ) {
    const page = await lots.list(tenant, PAGE, after, gtin);
    read += page.lots.length;
    older.push(...page.lots.filter((lot) => !told.has(nameOf(lot))));
    after = page.lots.at(-1);
    if (!page.more || after === undefined) break;
  }
  yield* older.sort((a, b) => (a.createdAt > b.createdAt ? -1 : Number(a.createdAt < b.createdAt)));
}

const nameOf = ({ gtin, lot }: Lot): string => `${gtin}#${lot}`;
