import type { ListStates } from './judge-list.ts';

/** What a service calls the states of a pack, to who asks. */
export interface StateCodes {
  readonly own: string;
  /** On its way from who asks. */
  readonly left: string;
  /** On its way to who asks. */
  readonly coming: string;
  readonly deactivated: string;
  readonly exported: string;
  readonly other: string;
  readonly unknown: string;
}

export type ListAct = 'supply' | 'leave' | 'transfer' | 'export' | 'accept' | 'deactivate';

/** What states of its packs say of a list that may have arrived, by what it tells; `-back` of one that takes it back. */
export function listStates({ own, left, coming, deactivated, exported, other, unknown }: StateCodes) {
  const states: Readonly<Record<ListAct | `${ListAct}-back`, ListStates>> = {
    supply: { done: [own, left, deactivated, exported], before: [unknown] },
    leave: { done: [left, other], before: [own] },
    transfer: { done: [other], before: [own] },
    export: { done: [exported], before: [own] },
    accept: { done: [own], before: [coming] },
    deactivate: { done: [deactivated], before: [own] },
    'supply-back': { done: [unknown], before: [own] },
    'leave-back': { done: [own], before: [left] },
    'transfer-back': { done: [own], before: [other] },
    'export-back': { done: [own], before: [exported] },
    'accept-back': { done: [coming], before: [own] },
    'deactivate-back': { done: [own], before: [deactivated] },
  };
  return states;
}
