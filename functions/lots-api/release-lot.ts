import type { Endpoint } from '#common/http.ts';
import { log } from '#common/log.ts';
import { Refused } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { Lot, Lots } from '#common/store/lots.ts';
import type { LotReport } from '#shared/messages/agent-to-cloud.ts';
import { refuse } from '#shared/refusal.ts';
import { findLot } from './list-lots.ts';

/** Releases a lot whose report reconciles; the reports to regulators become due with it. Releasing twice answers the first release. */
export const releaseLot =
  (needs: { lots: Lots; wakePlanner: SendToQueue; now: () => Date }): Endpoint =>
  async ({ tenant, home, caller, path, query }) => {
    const lot = await findLot(needs.lots, { tenant, home }, path['lot'] ?? '', query);
    if (lot.state === 'released') return { status: 200, body: lot };
    mustReconcile(lot);
    const at = needs.now();
    if ((await needs.lots.release(tenant, lot, caller, at)) === 'released') {
      log('lot-released', { tenant, gtin: lot.gtin, lot: lot.lot, by: caller });
      await needs.wakePlanner({ tenant, release: { gtin: lot.gtin, lot: lot.lot } });
    }
    const now = await needs.lots.get(tenant, lot.gtin, lot.lot);
    if (now?.state === 'released') return { status: 200, body: now };
    throw new Refused(
      refuse('busy', `the report of lot ${lot.lot} was replaced while it was judged`, {
        remedy: 'read it and release again',
      }),
    );
  };

function mustReconcile({ lot, report }: Lot): void {
  if (report === undefined)
    throw new Refused(
      refuse('conflict', `lot ${lot} has no report yet`, { remedy: 'wait until the line has closed the batch' }),
    );
  const gap = report.printed - accountedFor(report);
  if (gap !== 0 || report.unaccounted !== 0)
    throw new Refused(
      refuse(
        'conflict',
        `lot ${lot} does not reconcile: ${report.unaccounted} unaccounted, ${gap} missing from the sum`,
        {
          rule: 'printed = commissioned + rejected + sampled + destroyed + unaccounted(=0)',
          remedy: 'resolve the exceptions at the site; its corrected report replaces this one',
        },
      ),
    );
}

const accountedFor = ({ commissioned, rejected, sampled, destroyed, unaccounted }: LotReport) =>
  commissioned + rejected + sampled + destroyed + unaccounted;
