import { type Refusal, refuse } from '#shared/refusal.ts';
import type { Signature } from '../../store/acts.ts';
import type { Batch } from '../../store/batches.ts';
import { transaction } from '../../store/database.ts';
import { closeLot } from './close-lot.ts';
import { atOf, type ForeignNeeds, type ForeignSetup, foreignNeeds } from './foreign-needs.ts';
import { inSlices } from './in-slices.ts';

/** What became of an order that people have ended. */
export interface EndedOrder {
  /** `created`: nothing was begun on it, and it is prepared anew. `closing`: it waits for exceptions. */
  readonly state: Batch['state'];
  readonly exceptions: readonly number[];
  readonly openExceptions: number;
}

/** Ends orders of a line that is not ours, which may be away for good. */
export interface OrderEnder {
  readonly line: string;
  end(batch: number, signature: Signature): Promise<EndedOrder | Refusal>;
}

/** Ends orders of another maker's line by a person's signature, when it says nothing any more. */
export function orderEnder(setup: ForeignSetup): OrderEnder {
  const needs = foreignNeeds(setup);
  const { acts, orderChanges } = setup.stores;
  return {
    line: needs.line,
    end: (number, signature) =>
      needs.lane.alone(async () => {
        const batch = needs.batches.get(number);
        const refusal = notToEnd(needs, batch);
        if (refusal !== undefined) return refusal;
        const { at, by, name, reason = '' } = signature;
        const why = `ended by ${name}: ${reason}`;
        // What is done and what was signed are one transaction.
        const isBack = transaction(needs.db, () => {
          const subject = `order ${batch.order.order}`;
          const back = batch.state === 'running' && orderChanges.takeBackUnused(batch, { at, why, who: by });
          if (!back && batch.state === 'running') needs.batches.move(batch, 'closing', atOf(needs), why, by);
          const body = { from: batch.state, next: back ? 'prepare' : 'close' };
          acts.append({ line: needs.line, batch: number, kind: 'end-order', subject, signature, body });
          return back;
        });
        const { state } = isBack ? needs.batches.get(number) : await inSlices(needs, closeLot(needs, number));
        needs.posted();
        return { state, ...needs.exceptions.waiting(number) };
      }),
  };
}

function notToEnd({ exceptions, line }: ForeignNeeds, { batch, order, state, ...of }: Batch): Refusal | undefined {
  const about = { rule: 'people end an order that its line has begun' };
  if (of.line !== line || (state !== 'running' && state !== 'closing'))
    return refuse('conflict', `order ${order.order} is ${state}, on line ${of.line}`, {
      ...about,
      remedy: 'Before a line has begun it, it is moved, cancelled or taken back.',
    });
  if (state === 'running' || !exceptions.isOpen(batch)) return undefined;
  const { exceptions: open, openExceptions } = exceptions.waiting(batch);
  return refuse('conflict', `order ${order.order} was ended, and waits for ${openExceptions} exceptions`, {
    ...about,
    remedy: `Resolve them: ${open.slice(0, 10).join(', ')}${openExceptions > 10 ? ' and more' : ''}. It is closed then.`,
  });
}
