import { isEnded } from '#common/store/nmvs-transaction-row.ts';
import type { TransactionState } from '#shared/regimes/eu/nmvs/transaction-states.ts';

/** What wants a person, first what wants one most. */
const wanting: readonly TransactionState[] = ['unclear', 'failed'];

/** How parts of one request stand together: like the one that wants a person, then like one that goes on, then as their ends come to. */
export function joinedParts(states: readonly TransactionState[]): TransactionState {
  const wants = wanting.find((state) => states.includes(state)) ?? states.find((state) => !isEnded({ state }));
  if (wants !== undefined) return wants;
  const [first] = states;
  return first !== undefined && states.every((state) => state === first) ? first : 'partial';
}
