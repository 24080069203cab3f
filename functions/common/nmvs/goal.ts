import type { PackTransaction } from '#common/store/nmvs-transaction-row.ts';
import { type PackState, stateOf } from '#shared/regimes/eu/nmvs/pack-state.ts';
import type { PackAnswer } from '#shared/regimes/eu/nmvs/read-response.ts';
import { stateTold } from '#shared/regimes/eu/nmvs/state-told.ts';

type Asked = Pick<PackTransaction, 'act' | 'undo'>;
type Told = Pick<PackAnswer, 'state' | 'reason'>;

/** The state that an operation brings a pack into; undefined for a verification. */
export function goalOf({ act, undo }: Asked): PackState | undefined {
  if (act === 'verify') return undefined;
  return undo ? 'ACTIVE' : stateOf(act);
}

/** True when the pack is where the operation was to bring it. */
export const isGoal = (asked: Asked, told: Told): boolean => stateTold(told) === goalOf(asked);

/** True when the pack is where the operation can begin: then it was not done. */
export function isStart({ act, undo }: Asked, told: Told): boolean {
  if (act === 'verify') return false;
  const state = stateTold(told);
  if (undo) return state === stateOf(act);
  return state === 'ACTIVE' || (state === 'LOCKED' && (act === 'destroy' || act === 'stolen'));
}
