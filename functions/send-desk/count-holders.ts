import { addedCount, type Held, OTHERS, type WhoHoldsNeeds, whoHolds } from '#common/desk/who-holds.ts';
import { log } from '#common/log.ts';
import { type SliceNeeds, sliceOf } from '#common/recall-slices.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { HeldCount, Holders, HoldersCount } from '#common/store/holders.ts';
import type { Recalls } from '#common/store/recalls.ts';

export interface CountHoldersNeeds extends WhoHoldsNeeds, SliceNeeds {
  readonly holders: Holders;
  readonly recalls: Pick<Recalls, 'get'>;
  readonly wake: SendToQueue;
  readonly now: () => Date;
}

/** A run of the function has minutes; what is left after so long is the next one's. */
const ENOUGH_MS = 120_000;
/** Holders of one recall: they stand in one row. Packs of all others are counted together. */
const MOST_HOLDERS = 1_000;

/**
 * Counts who holds the packs of a recall, slice by slice: how far it came stands in the count's row, so that a million packs take many runs of the
 * function, and a kill at any instruction repeats a slice, which is counted once.
 */
export const countHolders =
  (needs: CountHoldersNeeds) =>
  async (tenant: string, id: string): Promise<void> => {
    const end = needs.now().getTime() + ENOUGH_MS;
    for (;;) {
      const [seen, recall] = await Promise.all([needs.holders.get(tenant, id), needs.recalls.get(tenant, id)]);
      if (seen === undefined || recall === undefined || seen.state === 'done') return;
      if (needs.now().getTime() > end) return needs.wake({ tenant, holdersOf: id });
      const slice = await sliceOf(needs, tenant, recall, seen.place);
      const held = await whoHolds(needs, tenant, slice.epcs, slice.foundBy);
      const at = needs.now();
      const { counts, packs } = addedUp(seen.holders, held);
      const after: HoldersCount = {
        ...seen,
        holders: counts,
        packs: held.reduce((all, { epcs }) => all + epcs.length, seen.packs),
        slice: seen.slice + 1,
        ...(slice.next === undefined ? { state: 'done', doneAt: at.toISOString() } : { place: slice.next }),
      };
      if ((await needs.holders.advance(seen, after, packs, at)) === 'moved') return;
      if (slice.next === undefined) return log('holders-counted', { tenant, recall: id, packs: after.packs });
    }
  };

function addedUp(before: HoldersCount['holders'], held: readonly Held[]) {
  const counts = new Map(before.map(({ holder, ...count }) => [holder, count]));
  const packs = new Map<string, readonly string[]>();
  for (const { holder, count, epcs, claimed } of held) {
    const isFull = !counts.has(holder) && counts.size >= MOST_HOLDERS;
    const [name, own]: readonly [string, HeldCount] = isFull
      ? [OTHERS, { ...count, partner: undefined, party: undefined, name: 'others' }]
      : [holder, count];
    const known = counts.get(name);
    counts.set(name, known === undefined ? own : addedCount(known, own));
    packs.set(name, [...(packs.get(name) ?? []), ...epcs, ...claimed]);
  }
  return { counts: [...counts].map(([holder, count]) => ({ holder, ...count })), packs };
}
