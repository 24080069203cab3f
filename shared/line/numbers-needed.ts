import type { Order } from '../messages/site-api.ts';
import type { Recipe } from './recipe.ts';

/** So many numbers of a pool. */
export interface Needed {
  readonly pool: string;
  readonly count: number;
}

/** How far a batch has come: units printed, and containers that have their number, by level. */
export interface Progress {
  readonly printed: number;
  readonly numbered: Readonly<Partial<Record<string, number>>>;
}

const nothing: Progress = { printed: 0, numbered: {} };

/**
 * How many numbers of which pool a batch takes at most from where it stands: one for every label to print, one for every container if
 * none were rejected. A level with a GTIN of its own takes an SSCC for the one that stays short (its GTIN would claim what is not in it).
 */
export function numbersNeeded(order: Order, { levels }: Pick<Recipe, 'levels'>, done = nothing): Needed[] {
  const needed = new Map<string, number>();
  const add = (pool: string, count: number) => needed.set(pool, (needed.get(pool) ?? 0) + Math.max(0, count));
  add(order.pool, order.quantity - done.printed);
  let children = order.quantity;
  for (const { level, count, identity } of levels) {
    children = Math.ceil(children / count);
    const missing = children - (done.numbered[level] ?? 0);
    add(identity.key === 'sscc' ? order.ssccPool : identity.pool, missing);
    if (identity.key === 'sgtin' && missing > 0) add(order.ssccPool, 1);
  }
  return [...needed].map(([pool, count]) => ({ pool, count }));
}
