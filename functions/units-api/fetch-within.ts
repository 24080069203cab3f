import { chunksOf, inLanes } from '#common/store/batches.ts';
import type { Ledger } from '#common/store/ledger.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import type { ReadBudget } from './read-budget.ts';
import type { Ref } from './read-refs.ts';

/** Events asked for at once, each with a declaration about it: compressed they have 400 kB each, and are unpacked one by one. */
const TOGETHER = 25;

/**
 * The events of refs with declarations about them, in no order, as far as the budget lasts.
 *
 * @param matters which of them are kept; absent: all are
 */
export async function fetchWithin(
  ledger: Pick<Ledger, 'fetchDeclaredEach'>,
  tenant: string,
  refs: readonly Ref[],
  budget: ReadBudget,
  matters: (stored: StoredEvent) => boolean = () => true,
): Promise<StoredEvent[]> {
  const found = await inLanes(chunksOf(refs, TOGETHER), async (some) => {
    budget.look(0);
    const kept: StoredEvent[] = [];
    for await (const stored of ledger.fetchDeclaredEach(tenant, some)) {
      budget.read();
      if (!matters(stored)) continue;
      budget.keep(stored.event);
      kept.push(stored);
    }
    return kept;
  });
  return found.flat();
}
