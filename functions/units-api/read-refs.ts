import { everyRole } from '#common/store/find-refs.ts';
import type { Ledger } from '#common/store/ledger.ts';
import { HistoryTooLong, MOST_REFS } from '#common/store/unit-events.ts';
import type { ReadBudget } from './read-budget.ts';

export type Ref = Parameters<Ledger['fetchDeclared']>[1][number];

/** All refs of the events that name a thing, in order of time. Refuses one that too many events name. */
export async function refsOf(
  ledger: Pick<Ledger, 'refsByEpc'>,
  tenant: string,
  epc: string,
  budget: ReadBudget,
): Promise<Ref[]> {
  const span = { ascending: true, watch: watching(budget) };
  const refs: Ref[] = [];
  for await (const ref of await ledger.refsByEpc(tenant, [epc], everyRole, span)) {
    if (refs.length === MOST_REFS) throw new HistoryTooLong([epc], MOST_REFS);
    budget.look(1);
    refs.push(ref);
  }
  return refs;
}

/** Rows may hold nothing but what neighbours were in: they take time alone. */
export const watching = (budget: ReadBudget) => () => {
  budget.look(0);
  return true;
};
