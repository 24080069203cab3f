import * as v from 'valibot';
import { orderMembers, type TypedOrder } from './order-draft.ts';

const KEY = 'seriate-order';
const shape = v.object(v.entriesFromList(orderMembers, v.exactOptional(v.string())));

/** What somebody had typed of an order in this tab before he looked elsewhere; else nothing. */
export function keptOrder(): TypedOrder {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), shape), sessionStorage.getItem(KEY) ?? '');
  return read.success ? read.output : {};
}

export const keepOrder = (typed: TypedOrder): void => sessionStorage.setItem(KEY, JSON.stringify(typed));
export const dropOrder = (): void => sessionStorage.removeItem(KEY);
