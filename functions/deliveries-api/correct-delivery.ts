import { deliveryId as idOf } from '#common/delivery-id.ts';
import type { Endpoint } from '#common/http.ts';
import { Refused } from '#common/refused.ts';
import { refusedObjects } from '#common/refused-objects.ts';
import type { Delivery, NewDelivery } from '#common/store/delivery-row.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import { deliveryReason } from '#shared/messages/deliveries-api.ts';
import { refuse } from '#shared/refusal.ts';
import { type ChangeNeeds, changeDelivery } from './change-delivery.ts';

export interface CorrectNeeds extends ChangeNeeds {
  readonly evidence: Pick<EvidenceStore, 'get'>;
}

/**
 * Has those objects told again that the regulator refused, as a report of its own, written from the data as they are now. The same
 * delivery is corrected once: its correction may be corrected in turn.
 */
export const correctDelivery =
  (needs: CorrectNeeds): Endpoint =>
  (request) =>
    changeDelivery(needs, request, {
      act: 'delivery-corrected',
      body: deliveryReason,
      from: ['partially-accepted'],
      make: async ({ deliveries }, delivery, { at, told }) => {
        await refusedObjects(needs, delivery); // what cannot be read now could not be written later
        return deliveries.correct(delivery, correctionOf(delivery), at, told);
      },
    });

function correctionOf({ tenant, deliveryId, kind, market, subject, report, deadline }: Delivery): NewDelivery {
  if (report === undefined) throw new Refused(refuse('conflict', 'it is no report to a regulator'));
  return {
    tenant,
    deliveryId: idOf('correction', tenant, deliveryId),
    kind,
    ...(market && { market }),
    subject,
    report: { ...report, key: `${report.key}:corrected` },
    ...(deadline && { deadline }),
    corrects: deliveryId,
  };
}
