import * as v from 'valibot';
import type { Endpoint } from '#common/http.ts';
import { log } from '#common/log.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { Lot, Lots } from '#common/store/lots.ts';
import type { LotReport } from '#shared/messages/agent-to-cloud.ts';
import { refuse } from '#shared/refusal.ts';
import { findLot } from './list-lots.ts';

const which = v.object({ gtin: v.optional(v.pipe(v.string(), v.regex(/^\d{14}$/, 'must be 14 digits'))) });

/** Releases a lot whose report reconciles; the reports to regulators become due with it. Releasing twice answers the first release. */
export const releaseLot =
  (needs: { lots: Lots; wakePlanner: SendToQueue; now: () => Date }): Endpoint =>
  async ({ tenant, caller, path, query }) => {
    const lot = await findLot(needs.lots, tenant, path['lot'] ?? '', read(which, query).gtin);
    if (lot.state === 'released') return { status: 200, body: lot };
    mustReconcile(lot);
    const at = needs.now();
    if ((await needs.lots.release(tenant, lot, caller, at)) === 'released') {
      log('lot-released', { tenant, gtin: lot.gtin, lot: lot.lot, by: caller });
      await needs.wakePlanner({ tenant, release: { gtin: lot.gtin, lot: lot.lot } });
    }
    return { status: 200, body: await needs.lots.get(tenant, lot.gtin, lot.lot) };
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
