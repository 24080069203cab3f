import { Refused } from '#common/refused.ts';
import type { EventRef } from '#common/store/index-refs.ts';
import type { Ledger } from '#common/store/ledger.ts';
import { cut, type Page, pageOf } from '#common/store/page-events.ts';
import { refuse } from '#shared/refusal.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import type { EventQuery } from './read-query.ts';

/** What one page may cost: an index row looked at costs 1, an event fetched to be judged 10. About 20 s of the table's time. */
const BUDGET = 200_000;
const FETCH_COST = 10;

type Events = Pick<Ledger, 'refsByEpc' | 'refsByTime' | 'fetch' | 'findById'>;

/** One page of a tenant's events. */
export async function runQuery(ledger: Events, tenant: string, query: EventQuery): Promise<Page> {
  const keep = (stored: StoredEvent) => query.filters.every(({ keeps }) => keeps(stored));
  if (query.ids !== undefined) return pageOfIds(ledger, tenant, query, query.ids, keep);
  const budget = { left: BUDGET };
  const refs = within(budget, await refsOf(ledger, tenant, query), query);
  const page = await pageOf(refs, (some) => ledger.fetch(tenant, some), query.perPage, keep);
  if (budget.left > 0 || page.next !== undefined) return page;
  throw new Refused(
    refuse('too-complex', 'the query looks at too many events', {
      rule: 'EPCIS 2.0 §8.2.5, QueryTooComplexException',
      remedy: 'narrow it by GE_eventTime and LT_eventTime, or by MATCH_anyEPC',
    }),
  );
}

function refsOf(ledger: Events, tenant: string, { things, ...span }: EventQuery) {
  return things === undefined
    ? ledger.refsByTime(tenant, span)
    : ledger.refsByEpc(tenant, things.epcs, things.roles, span);
}

/** The refs that may fit, as long as the budget lasts. Only rows of a day say more than that an event is there. */
async function* within(budget: { left: number }, refs: AsyncGenerator<EventRef>, { things, filters }: EventQuery) {
  for await (const ref of refs) {
    budget.left -= 1;
    if (things === undefined && filters.some(({ fits }) => fits?.(ref) === false)) {
      if (budget.left > 0) continue;
      return;
    }
    budget.left -= FETCH_COST;
    if (budget.left <= 0) return;
    yield ref;
  }
}

async function pageOfIds(
  ledger: Events,
  tenant: string,
  { ascending, after, perPage }: EventQuery,
  ids: readonly string[],
  keep: (stored: StoredEvent) => boolean,
): Promise<Page> {
  const found = (await ledger.findById(tenant, [...new Set(ids)])).filter(({ stored }) => keep(stored));
  const ordered = ascending ? found : found.toReversed();
  const beyond = ordered.filter(({ at }) => after === undefined || (ascending ? at > after : at < after));
  return cut(beyond, perPage);
}
