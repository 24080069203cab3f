import { deliveryId as idOf } from '#common/delivery-id.ts';
import type { Delivery, NewDelivery } from '#common/store/delivery-row.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import { areUnknownPacks } from '#shared/regimes/eu/unknown-packs.ts';

/** The id of what corrects a delivery: it is corrected once. */
export const correctionId = ({ tenant, deliveryId }: Pick<Delivery, 'tenant' | 'deliveryId'>): string =>
  idOf('correction', tenant, deliveryId);

/**
 * The report that tells a regulator of packs which it does not know, though it was told what became of them; absent where it said something else. What became
 * of packs waits by itself until all packs of their lot are told that go on.
 */
export async function packDataFirst(
  { evidence }: { readonly evidence: Pick<EvidenceStore, 'get'> },
  delivery: Delivery,
): Promise<NewDelivery | undefined> {
  const { tenant, deliveryId, kind, market, subject, report, state, deadline } = delivery;
  // What was told wrongly of a pack is not told of it anew only to be taken back.
  if (market !== 'eu' || report?.name !== 'product-pack-state' || report.undo) return undefined;
  const answer = delivery.evidence.findLast(({ direction }) => direction === 'answered');
  const bytes = answer && (await evidence.get(answer.key));
  if (bytes === undefined || !areUnknownPacks(Buffer.from(bytes).toString('utf8'))) return undefined;
  const { change: _, undo: __, after: ___, ...same } = { after: undefined, ...report };
  // Where some were taken, it is of those alone that were refused; a correction is of those from the start.
  const corrects = state === 'partially-accepted' ? deliveryId : delivery.corrects;
  return {
    tenant,
    deliveryId: idOf('pack-data', tenant, deliveryId),
    kind,
    market,
    subject: { ...(subject.gtin && { gtin: subject.gtin }), ...(subject.lot && { lot: subject.lot }) },
    report: { ...same, name: 'product-pack-data', key: `${report.key}:packs` },
    ...(deadline && { deadline }),
    ...(corrects !== undefined && { corrects }),
    // It is woken by this one: looking for itself it would wait for minutes.
    before: [state === 'partially-accepted' ? correctionId(delivery) : deliveryId],
  };
}
