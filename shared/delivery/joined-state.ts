import type { DeliveryState } from './standing.ts';

/** From what most wants a person to what wants nobody. What was cancelled or told by another says nothing of the whole. */
const byConcern: readonly DeliveryState[] = [
  'rejected',
  'parked',
  'partially-accepted',
  'held',
  'due',
  'sent',
  'closed',
];
const silent: readonly DeliveryState[] = ['corrected', 'cancelled'];

/**
 * How reports that were split, or that belong to one act, stand together: acknowledged when all that count are, closed when a person left some of it as it
 * was taken, and otherwise like the one that most wants a person. `cancelled` when none counts.
 */
export function joinedState(states: readonly DeliveryState[]): DeliveryState {
  const counting = states.filter((state) => !silent.includes(state));
  const worst = byConcern.find((state) => counting.includes(state));
  return worst ?? counting[0] ?? 'cancelled';
}
