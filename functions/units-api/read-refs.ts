import { Refused } from '#common/refused.ts';
import { everyRole } from '#common/store/find-refs.ts';
import type { Ledger } from '#common/store/ledger.ts';
import { refuse } from '#shared/refusal.ts';

/** Index rows of one thing held at once. A container in daily use for ten years has some thousands. */
const MOST_REFS = 20_000;

export type Ref = Parameters<Ledger['fetchDeclared']>[1][number];

/** All refs of the events that name a thing, in order of time. Refuses one that too many events name. */
export async function refsOf(ledger: Pick<Ledger, 'refsByEpc'>, tenant: string, epc: string): Promise<Ref[]> {
  const refs: Ref[] = [];
  for await (const ref of await ledger.refsByEpc(tenant, [epc], everyRole, { ascending: true })) {
    if (refs.length === MOST_REFS)
      throw new Refused(
        refuse('too-complex', `more than ${MOST_REFS} events name ${epc}`, {
          at: epc,
          rule: 'EPCIS 2.0 §8.2, QueryTooComplexException',
          remedy: 'page them by GET /epcis/events?MATCH_anyEPC=',
        }),
      );
    refs.push(ref);
  }
  return refs;
}
