import type { Finding } from '#shared/line/finding.ts';
import type { Batch } from '../../store/batches.ts';
import type { Thing } from './find-thing.ts';
import { foundWrong } from './found-wrong.ts';

/** What is wrong with a number before it is asked what was done with it: nobody gave it to the order, or its code says another lot or date. */
export function contradictions(thing: Thing, { batch, order }: Batch, at: string): Finding[] {
  const { epc, claims } = thing;
  if (thing.is === 'unknown')
    return [foundWrong('foreign-code', epc, `${epc} was not given to order ${order.order}`, at)];
  const of = batchOf(thing);
  if (of !== batch) return [foundWrong('other-order', epc, `${epc} is of another order`, at)];
  return claimed(thing, order, at, claims);
}

/** What a code says beside its number, held against the order. */
export function claimed(
  { epc }: Pick<Thing, 'epc'>,
  order: Pick<Batch['order'], 'lot' | 'expiry'>,
  at: string,
  { lot, expiry }: Thing['claims'],
): Finding[] {
  return [
    ...(lot !== undefined && lot !== order.lot
      ? [foundWrong('lot-contradicts', epc, `the code of ${epc} says lot ${lot}, the order ${order.lot}`, at)]
      : []),
    ...(expiry !== undefined && !isSameDay(expiry, order.expiry)
      ? [foundWrong('expiry-contradicts', epc, `the code of ${epc} says ${expiry}, the order ${order.expiry}`, at)]
      : []),
  ];
}

/** The batch that a thing is of. */
export function batchOf(thing: Exclude<Thing, { is: 'unknown' }>): number {
  if (thing.is === 'unit') return thing.unit.batch;
  return thing.is === 'number' ? thing.number.batch : thing.container.batch;
}

/** A code without a day means the month (GS1 General Specifications §3.4.7). */
const isSameDay = (code: string, date: string): boolean => {
  const short = date.slice(2).replaceAll('-', '');
  return code.endsWith('00') ? code.slice(0, 4) === short.slice(0, 4) : code === short;
};
