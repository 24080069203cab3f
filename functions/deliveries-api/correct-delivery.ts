import { deliveryId as idOf } from '#common/delivery-id.ts';
import type { Endpoint } from '#common/http.ts';
import { Refused } from '#common/refused.ts';
import type { Delivery, NewDelivery } from '#common/store/delivery-row.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import { deliveryReason } from '#shared/messages/deliveries-api.ts';
import { refuse } from '#shared/refusal.ts';
import { regimeOf } from '#shared/regimes/registry.ts';
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
      to: 'corrected',
      make: async ({ deliveries }, delivery, { at, told }) =>
        deliveries.correct(delivery, correctionOf(delivery, await refusedOf(needs, delivery)), at, told),
    });

/** What the last answer refused. The row names a few of them only; the answer has all. */
async function refusedOf({ evidence }: CorrectNeeds, delivery: Delivery): Promise<string[]> {
  const answer = delivery.evidence.findLast(({ direction }) => direction === 'answered');
  const bytes = answer && (await evidence.get(answer.key));
  const verdict =
    bytes &&
    regimeOf(delivery.market ?? '')?.readAnswer({
      to: delivery.receipt === undefined ? 'message' : 'receipt',
      status: answer?.status ?? 0,
      body: Buffer.from(bytes).toString('utf8'),
    });
  if (verdict?.verdict === 'partially-accepted') return verdict.rejected.map(({ object }) => object);
  throw new Refused(
    refuse('conflict', 'the answer that refused some of it cannot be read any more', {
      remedy: 'read its evidence, and report those packs by hand',
    }),
  );
}

function correctionOf(
  { tenant, deliveryId, kind, market, subject, report, deadline }: Delivery,
  only: string[],
): NewDelivery {
  if (report === undefined) throw new Refused(refuse('conflict', 'it is no report to a regulator'));
  return {
    tenant,
    deliveryId: idOf('correction', tenant, deliveryId),
    kind,
    ...(market && { market }),
    subject,
    report: { ...report, key: `${report.key}:corrected`, only },
    ...(deadline && { deadline }),
    corrects: deliveryId,
  };
}
