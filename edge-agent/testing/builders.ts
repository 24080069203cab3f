import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkDigit } from '#shared/gs1/check-digit.ts';
import { numbersNeeded } from '#shared/line/numbers-needed.ts';
import { elementsWithTail, type Tail } from '#shared/line/printable.ts';
import type { Recipe } from '#shared/line/recipe.ts';
import { standardRecipe } from '#shared/line/standard-recipe.ts';
import type { Order } from '#shared/messages/site-api.ts';
import { openStores } from '../open-stores.ts';
import type { Batch } from '../store/batches.ts';

export const at = '2026-03-01T08:00:00.000Z';

/** An order that can be run, with what a test wants to be different. */
export const anOrder = (wanted: Partial<Order> = {}): Order => ({
  order: 'order-1',
  site: 'plant',
  line: 'line-1',
  owner: 'acme-pharma',
  gtin: '09521234000013',
  lot: 'LOT42',
  expiry: '2028-06-30',
  quantity: 12,
  pool: 'serials',
  ssccPool: 'containers',
  companyPrefix: '9521234',
  unitsPerCase: 4,
  casesPerPallet: 2,
  sampleEvery: 0,
  ...wanted,
});

/** An empty directory, and how to be rid of it. */
export function temporary(): { directory: string; remove: () => void } {
  const directory = mkdtempSync(join(tmpdir(), 'seriate-agent-'));
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

export const storesOf = openStores;
export type Stores = ReturnType<typeof storesOf>;

/** The n-th SSCC of the prefix the orders use. */
export function sscc(counter: number): string {
  const digits = `09521234${String(counter).padStart(9, '0')}`;
  return digits + checkDigit(digits);
}

/** The n-th serial. */
export const serial = (counter: number) => `SN${String(counter).padStart(6, '0')}`;

/** What stands behind the n-th serial where its market has tails. */
export const tail = (counter: number): Tail => ({ '91': 'EE06', '92': `c${String(counter).padStart(42, '0')}=` });

/** Takes an order in and gives it its recipe and every number it needs, as a site does before it lets a line start. */
export function assign({ batches, stock }: Stores, order: Order, recipe: Recipe = standardRecipe(order)): Batch {
  batches.create(order, at);
  const created = batches.in('created').find((batch) => batch.order.order === order.order);
  if (created === undefined) throw new Error(`order ${order.order} was there before`);
  const base = created.batch * 100_000;
  const supply = (pool: string, count: number, number: (counter: number) => string) => {
    const request = `${pool}-${created.batch}`;
    stock.want(request, { batch: created.batch, owner: order.owner, pool }, count, at);
    stock.grant(request, { first: base, last: base + count - 1 }, at);
    const counters = Array.from({ length: count }, (_, index) => base + index);
    const hasTails = pool === order.pool && elementsWithTail(order.market) !== undefined;
    stock.keep(request, { first: base, serials: counters.map(number), ...(hasTails && { extra: counters.map(tail) }) });
  };
  for (const { pool, count } of numbersNeeded(order, recipe)) {
    if (count > 0) supply(pool, count, pool === order.ssccPool ? sscc : serial);
  }
  return batches.assign(created, recipe, at);
}
