import type { State as InRegister } from '../mdlp/register/states.ts';
import { sgtinIn, sgtinOf } from './codes.ts';
import { type Lot, type State, sgtinAt } from './state.ts';

interface Seen {
  readonly state: State;
  /** 'forgotten' when there is no such code. */
  readonly stateOf: (sgtin: string) => InRegister;
}

/** Why a code of this station cannot be reported as used, named and said; `undefined` when it can. */
export function useProblem(seen: Seen, code: string, series: string): string | undefined {
  const sgtin = sgtinIn(code) ?? '';
  const is = seen.stateOf(sgtin);
  if (is === 'forgotten') return named('UNKNOWN_CODE', code, 'was not given here');
  if (sgtinOf(code) === undefined) return named('WRONG_TAIL', code, 'was given with another crypto part');
  if (is === 'emitted') return undefined;
  if (is === 'dropped') return writtenOff(seen, code, sgtin);
  const before = seen.state.used.get(sgtin);
  if (before === undefined || before === series) return named('CODE_USED', code, 'was reported as used before');
  return named('OTHER_LOT', code, `was reported as used in series ${before}`);
}

/** The same of one that is reported as lost. */
export function dropProblem(seen: Seen, code: string): string | undefined {
  return useProblem(seen, code, seen.state.used.get(sgtinIn(code) ?? '') ?? '');
}

/** The same of what is put into a package: a code, or the SSCC of another package. */
export function packProblem(seen: Seen, parent: string, child: string): string | undefined {
  const { state, stateOf } = seen;
  const sgtin = sgtinIn(child);
  const key = sgtin ?? child;
  if (sgtin === undefined && !state.parents.has(child))
    return named('UNKNOWN_PACKAGE', child, 'is in no report that was taken');
  if (sgtin !== undefined) {
    const is = stateOf(sgtin);
    if (is === 'forgotten') return named('UNKNOWN_CODE', child, 'was not given here');
    if (sgtinOf(child) === undefined) return named('WRONG_TAIL', child, 'was given with another crypto part');
    if (is === 'dropped') return writtenOff(seen, child, sgtin);
    if (is === 'emitted') return named('CODE_NOT_USED', child, 'is on no pack');
  }
  const before = state.packed.get(key);
  return before === undefined || before === parent ? undefined : named('CODE_PACKED', child, `is in ${before}`);
}

function writtenOff({ state }: Seen, code: string, sgtin: string): string {
  const isOver = [...state.lots.values()].some((lot) => lot.isExpired && isOf(lot, sgtin));
  return isOver ? named('CODE_EXPIRED', code, 'was not used in time') : named('CODE_DROPPED', code, 'was written off');
}

function isOf(lot: Lot, sgtin: string): boolean {
  for (let index = 0; index < lot.quantity; index++) if (sgtinAt(lot, index) === sgtin) return true;
  return false;
}

const named = (error: string, code: string, why: string) => `${error}: ${code} ${why}`;
