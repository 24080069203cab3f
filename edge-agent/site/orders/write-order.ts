import * as v from 'valibot';
import { type NewOrder, newOrder } from '#shared/messages/site-api.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import type { Batches } from '../../store/batches.ts';
import type { Asked, Draft, Drafts } from '../../store/drafts.ts';
import type { ErpOrders } from '../../store/erp-orders.ts';
import { orderProblem, type Runnable } from './order-problem.ts';

export interface WriteNeeds extends Runnable {
  /** Tenant that runs the site. */
  readonly tenant: string;
  readonly batches: Batches;
  readonly drafts: Drafts;
  readonly erpOrders: ErpOrders;
  readonly now: () => number;
  /** Has drafts sent, and orders fetched, soon. */
  readonly refresh: () => void;
}

/** An order as somebody at the site writes it: whose it is and where it is run goes without saying. */
export const writtenOrder = v.strictObject({
  ...v.omit(newOrder, ['owner', 'site', 'packer']).entries,
  owner: v.exactOptional(newOrder.entries.owner),
});
export type WrittenOrder = v.InferOutput<typeof writtenOrder>;

/** The order with everything that L4 wants to know. */
export function wholeOrder({ tenant, site, owners }: WriteNeeds, written: WrittenOrder): NewOrder {
  const owner = written.owner ?? (owners.includes(tenant) ? tenant : (owners[0] ?? tenant));
  return { ...written, owner, site, ...(owner !== tenant && { packer: tenant }) };
}

/** Keeps an order as a draft, which L4 is asked for until it answers. A draft that L4 has turned down is corrected so. */
export function writeOrder(needs: WriteNeeds, written: WrittenOrder, who: string): Draft | Refusal {
  const { batches, drafts, now, refresh } = needs;
  const body = wholeOrder(needs, written);
  const { owner, order } = body;
  const problem = orderProblem(needs, body);
  if (problem !== undefined) return problem;
  if (batches.ofOrder(owner, order) !== undefined) return known(order);
  const at = new Date(now()).toISOString();
  if (!drafts.keep({ owner, order, asked: { kind: 'order', body }, who, at })) return onItsWay(order);
  refresh();
  return drafts.of(owner, order) ?? known(order);
}

/** Has L4 asked once more for what it turned down: it may be right there by now. A change is asked for of the revision that is newest now. */
export function sendAgain(
  { batches, drafts, now, refresh }: WriteNeeds,
  draft: Draft,
  who: string,
): Refusal | undefined {
  const { owner, order, asked } = draft;
  const revision = batches.ofOrder(owner, order)?.seen ?? 1;
  const again: Asked = asked.kind === 'change' ? { ...asked, body: { ...asked.body, revision } } : asked;
  if (!drafts.keep({ owner, order, asked: again, who, at: new Date(now()).toISOString() })) return onItsWay(order);
  refresh();
  return undefined;
}

/** Drops a draft that L4 has not been asked for, or has turned down. */
export function dropDraft({ drafts, erpOrders, now }: WriteNeeds, draft: Draft, who: string): Refusal | undefined {
  if (!drafts.drop(draft, new Date(now()).toISOString(), who)) return onItsWay(draft.order);
  erpOrders.forget(draft.owner, draft.order);
  return undefined;
}

const known = (order: string) =>
  refuse('conflict', `order ${order} is known here already`, {
    at: '/order',
    rule: 'an order number is used once',
    remedy: 'Take another number; L4 changes what it has.',
  });

export const onItsWay = (order: string) =>
  refuse('conflict', `order ${order} has been sent, and L4 has yet to answer`, {
    at: '/order',
    rule: 'what L4 may have taken is not changed behind its back',
    remedy: 'Wait for the answer: then the order can be cancelled, or the draft corrected.',
  });
