import type { Endpoint } from '#common/http.ts';
import { Refused } from '#common/refused.ts';
import { refusedObjects } from '#common/refused-objects.ts';
import type { Delivery, NewDelivery } from '#common/store/delivery-row.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import { deliveryReason } from '#shared/messages/deliveries-api.ts';
import { refuse } from '#shared/refusal.ts';
import { type ChangeNeeds, changeDelivery } from './change-delivery.ts';
import { correctionId, packDataFirst } from './pack-data-first.ts';

export interface CorrectNeeds extends ChangeNeeds {
  readonly evidence: Pick<EvidenceStore, 'get'>;
}

/**
 * Has those objects told again that the regulator refused, as a report of its own, written from the data as they are now. The same
 * delivery is corrected once: its correction may be corrected in turn. Packs that the regulator does not know are told to it first, and then what became of them,
 * also where all of a report were refused for that.
 */
export const correctDelivery =
  (needs: CorrectNeeds): Endpoint =>
  (request) =>
    changeDelivery(needs, request, {
      act: 'delivery-corrected',
      body: deliveryReason,
      from: ['partially-accepted', 'rejected'],
      make: async ({ deliveries, queues }, delivery, { at, told }) => {
        const first = await packDataFirst(needs, delivery);
        if (first === undefined && delivery.state === 'rejected') throw new Refused(wholly);
        if (first !== undefined) {
          // Planned twice it is planned once; left alone, it tells the regulator no more than what is so.
          await deliveries.plan(first, at);
          await queues.regulator({ tenant: delivery.tenant, deliveryId: first.deliveryId });
        }
        if (delivery.state === 'rejected') return deliveries.reopen(delivery, true, at, told);
        await refusedObjects(needs, delivery); // what cannot be read now could not be written later
        return deliveries.correct(delivery, correctionOf(delivery), at, told);
      },
    });

function correctionOf({ tenant, deliveryId, kind, market, subject, report, deadline, facts }: Delivery): NewDelivery {
  if (report === undefined) throw new Refused(refuse('conflict', 'it is no report to a regulator'));
  return {
    tenant,
    deliveryId: correctionId({ tenant, deliveryId }),
    kind,
    ...(market && { market }),
    subject,
    report: { ...report, key: `${report.key}:corrected` },
    ...(deadline && { deadline }),
    ...(facts && { facts }),
    corrects: deliveryId,
  };
}

const wholly = refuse('conflict', 'all of it was refused', {
  remedy: 'mend the data, then POST /api/deliveries/{deliveryId}/resend; or cancel it',
});
