import type { Lot } from '#shared/messages/lots-api.ts';
import type { Order } from '#shared/messages/site-api.ts';
import { contentOf, revisionsOf } from '#shared/orders/revisions.ts';

/**
 * The first member in which an order that is sent differs from the one there is; undefined when it is that order. What became of it since
 * makes it no other one: it is the same when it is as it was made, or as it is now.
 */
export function otherMember(there: Lot, wanted: Order): string | undefined {
  const [first] = revisionsOf(there);
  const made = first === undefined ? there : { ...without(there), ...contentOf(first) };
  return differsIn(made, wanted) && differsIn(there, wanted);
}

const differsIn = (one: object, wanted: Order): string | undefined =>
  Object.entries(wanted).find(([member, value]) =>
    Object.entries(one).every(([m, v]) => m !== member || v !== value),
  )?.[0];

function without({ manufactured: _, bulkLot: __, ...lot }: Lot) {
  return lot;
}
