import type { Lot } from '../messages/lots-api.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { begun } from './is-at-its-line.ts';

const RULE = 'Seriate: an order is changed or cancelled until the clearance of its line';

/** What to do instead of going on with an order that is over. */
const anew = 'make another order under an id and a lot number of its own: those of this one stay used for ever';

/** Why an order is not to be changed or cancelled any more, as far as is known here; the site, which may know more, has the last word. */
export function mayChange({ order, state, standing }: Pick<Lot, 'order' | 'state' | 'standing'>): Refusal | undefined {
  const refused = (detail: string, remedy: string) => refuse('conflict', detail, { at: '/', rule: RULE, remedy });
  if (state === 'cancelled') return refused(`order ${order} is cancelled`, anew);
  if (state !== 'assigned') return refused(`the lot of order ${order} is ${state}`, anew);
  if (standing !== undefined && begun.includes(standing.state))
    return refused(
      `the line has begun: line ${standing.line} has order ${order} in ${standing.state} since ${standing.at}`,
      'have people at the line end the batch, and reconcile what was packed; for what is missing make another order',
    );
  return undefined;
}
