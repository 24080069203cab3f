import * as v from 'valibot';
import { changeable } from '#shared/messages/orders-api.ts';
import { type Order, order as orderShape } from '#shared/messages/site-api.ts';
import type { ListedOrder } from '../../link/cloud-api.ts';
import type { Batch, Batches } from '../../store/batches.ts';
import type { OrderChanges } from '../../store/order-changes.ts';
import type { Standings } from '../../store/standings.ts';
import { orderProblem, type Runnable } from './order-problem.ts';

export interface TakeNeeds extends Runnable {
  readonly batches: Batches;
  readonly orderChanges: OrderChanges;
  readonly standings: Standings;
}

/**
 * Takes an order as L4 lists it: a new one becomes a batch, a newer revision or a wish to cancel is carried out while no line has begun the batch,
 * and is turned down from line clearance on. How it stands then is noted, for L4 to be told.
 *
 * @returns why it cannot be run here at all; undefined otherwise
 */
export function takeOrder(needs: TakeNeeds, listed: ListedOrder, at: string): string | undefined {
  const order = v.parse(orderShape, listed);
  const { owner, order: id, revision = 1 } = order;
  const known = needs.batches.ofOrder(owner, id);
  if (known !== undefined) {
    if (revision > known.seen) takeRevision(needs, known, { ...listed, revision }, at);
    return undefined;
  }
  const problem = listed.cancel === undefined ? orderProblem(needs, order) : undefined;
  if (listed.cancel === undefined && problem === undefined) {
    needs.batches.create(order, at);
    return undefined;
  }
  const state = problem === undefined ? ('cancelled' as const) : ('refused' as const);
  const why = problem && [problem.detail, problem.remedy].filter(Boolean).join('. ');
  const runs = problem === undefined ? revision : 1;
  needs.standings.note(owner, id, { seen: revision, runs, state, line: order.line, ...(why && { refused: why }) }, at);
  return why;
}

function takeRevision(
  { orderChanges, ...needs }: TakeNeeds,
  batch: Batch,
  { cancel, ...wished }: ListedOrder & { revision: number },
  at: string,
): void {
  const { revision } = wished;
  const order = v.parse(orderShape, wished);
  const turnDown = (why: string) => orderChanges.turnDown(batch, revision, why, at);
  if (cancel !== undefined) {
    const why = `${cancel.by} at L4: ${cancel.reason}`;
    if (batch.state === 'cancelled') orderChanges.agree(batch, revision, at);
    else if (!orderChanges.cancel(batch, { revision, at, why })) turnDown(begun(needs, batch));
    return;
  }
  const problem = fixedProblem(batch.order, order) ?? orderProblem(needs, order)?.detail;
  if (problem !== undefined) turnDown(problem);
  else if (!orderChanges.change(batch, { order, revision, at, why: 'changed at L4' })) turnDown(begun(needs, batch));
}

/** All of this is one step of one process: nobody changes the order in between, and what is left is that it has begun, or has ended. */
function begun({ batches }: Pick<TakeNeeds, 'batches'>, { batch }: Batch): string {
  const { line, state } = batches.get(batch);
  if (state === 'cancelled') return 'the site has cancelled it';
  if (state === 'closed' || state === 'reported') return 'its lot is closed';
  return `line ${line} has begun it: it is in ${state}`;
}

/** Members that no revision changes. */
function fixedProblem(before: Order, after: Order): string | undefined {
  const was: Readonly<Record<string, unknown>> = before;
  const may: readonly string[] = ['revision', ...changeable];
  const other = Object.entries(after).find(([member, value]) => !may.includes(member) && was[member] !== value);
  return other && `its ${other[0]} cannot be changed: cancel it, and order anew`;
}
