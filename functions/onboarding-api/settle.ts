import { type ActNeeds, takeAct } from '#common/onboarding/take-act.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { InboundDocuments } from '#common/store/inbound-documents.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { hasSettled, type Watched, watchedFrom } from '#shared/network/onboarding/watch.ts';

export interface WatchNeeds extends ActNeeds {
  readonly inbound: Pick<InboundDocuments, 'list'>;
  readonly deliveries: Pick<Deliveries, 'list'>;
}

/** Documents looked at, and pages of deliveries: where there are more, nobody can say that there was no fault. */
const LOOKED_AT = 100;
const MOST_PAGES = 10;

/** A partnership in force, moved on to `monitored` where its first time has gone without a fault: nobody has to say so. Of two who look at once one moves it. */
export async function settle(needs: WatchNeeds, row: Onboarding): Promise<Onboarding> {
  const at = needs.now().toISOString();
  if (row.state !== 'live') return row;
  const seen = await came(needs, row);
  // Deliveries are many: they are looked through only where it depends on them.
  if (!hasSettled(row, seen, at) || (await standsStill(needs, row))) return row;
  const who = { tenant: row.tenant, home: row.tenant, caller: 'seriate' };
  const detail = { ...seen };
  return takeAct(needs, { partner: row.partner, who }, () => ({ act: 'settle', detail, told: 'onboarding-settled' }));
}

/** What came since it is watched, of the last documents. */
async function came({ inbound }: WatchNeeds, { tenant, partner, ...row }: Onboarding): Promise<Watched> {
  const from = watchedFrom(row) ?? '';
  const { documents } = await inbound.list(tenant, { partner, limit: LOOKED_AT });
  const since = documents.filter(({ receivedAt }) => receivedAt >= from);
  return {
    good: since.filter(({ state }) => state === 'accepted').length,
    faults: since.filter(({ state }) => state === 'refused' || state === 'partly-accepted').length,
  };
}

/** True while a delivery to the partner is parked or rejected, whenever it was planned: somebody has still to look at it. */
async function standsStill({ deliveries }: WatchNeeds, { tenant, partner }: Onboarding): Promise<boolean> {
  for (const state of ['parked', 'rejected']) {
    let after: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const found = await deliveries.list(tenant, { partner, state, limit: 1, after });
      if (found.deliveries.length > 0) return true;
      after = found.next;
      if (after === undefined) break;
    }
    if (after !== undefined) return true;
  }
  return false;
}
