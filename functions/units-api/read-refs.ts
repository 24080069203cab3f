import { everyRole } from '#common/store/find-refs.ts';
import type { Ledger } from '#common/store/ledger.ts';
import { HistoryTooLong, MOST_REFS } from '#common/store/unit-events.ts';

export type Ref = Parameters<Ledger['fetchDeclared']>[1][number];

/** All refs of the events that name a thing, in order of time. Refuses one that too many events name. */
export async function refsOf(ledger: Pick<Ledger, 'refsByEpc'>, tenant: string, epc: string): Promise<Ref[]> {
  const refs: Ref[] = [];
  for await (const ref of await ledger.refsByEpc(tenant, [epc], everyRole, { ascending: true })) {
    if (refs.length === MOST_REFS) throw new HistoryTooLong([epc], MOST_REFS);
    refs.push(ref);
  }
  return refs;
}
