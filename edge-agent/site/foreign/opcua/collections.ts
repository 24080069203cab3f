import { isRefusal } from '#shared/refusal.ts';
import type { ForeignLine, ForeignOrder, NumberLevel } from '../foreign-line.ts';
import { levelNamed, orderOf } from './find-order.ts';

/** A collection's id: order and level, as `ORDER/case`. */
export const collectionId = (one: ForeignOrder, level: NumberLevel): string => `${one.order.order}/${level}`;

/** What a collection's id names. Anything else than order and level is no collection here. */
export function collectionOf(line: ForeignLine, id: string): { order: ForeignOrder; level: NumberLevel } | undefined {
  const cut = id.lastIndexOf('/');
  const level = levelNamed(id.slice(cut + 1));
  if (cut < 1 || level === undefined) return undefined;
  const order = orderOf(line, { OrderID: id.slice(0, cut) });
  return isRefusal(order) ? undefined : { order, level };
}
