import { storeOf, useStore } from '../data/store.ts';

/** Whose ticks they are: somebody else has not looked at what one has confirmed. */
export interface TickedBy {
  readonly batch: number;
  readonly phase: 'before' | 'after';
  /** The user name. */
  readonly who: string;
}

const keyOf = ({ batch, phase, who }: TickedBy) => JSON.stringify([batch, phase, who]);

/** Items that were confirmed and not signed for yet; a look into another room costs none of them. */
const ticks = storeOf<ReadonlyMap<string, readonly string[]>>(new Map());

export const ticksOf = (by: TickedBy): readonly string[] => ticks.get().get(keyOf(by)) ?? [];
export const useTicks = (by: TickedBy): readonly string[] => useStore(ticks).get(keyOf(by)) ?? [];

/** Confirms an item, or takes that back. */
export function tick(by: TickedBy, item: string): void {
  const before = ticksOf(by);
  const after = before.includes(item) ? before.filter((one) => one !== item) : [...before, item];
  ticks.set(new Map(ticks.get()).set(keyOf(by), after));
}

/** They are signed for. */
export function forgetTicks(by: TickedBy): void {
  ticks.set(new Map([...ticks.get()].filter(([key]) => key !== keyOf(by))));
}
