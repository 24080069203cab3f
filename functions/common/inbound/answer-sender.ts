import { deliveryId } from '#common/delivery-id.ts';
import { knownMapping } from '#common/mapping/mapping-in-force.ts';
import type { MappingNeeds } from '#common/mapping/write-by-mapping.ts';
import { messageDelivery } from '#common/production/message-delivery.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { InboundDocument } from '#common/store/inbound-row.ts';
import type { Registry } from '#common/store/registry.ts';
import type { Family } from '#shared/mapping/exchange/families.ts';
import type { Partner } from '#shared/master-data/partner.ts';

export interface AnswerNeeds extends Pick<MappingNeeds, 'mappings' | 'now'> {
  readonly registry: Pick<Registry, 'partner'>;
  readonly deliveries: Pick<Deliveries, 'plan'>;
  /** Queue `partner`. */
  readonly wakePartner: SendToQueue;
}

export type AnswerSender = (document: InboundDocument) => Promise<void>;

/**
 * Plans that a partner is told what became of a document of its own: by a message of the families where both ways go by such messages and answers are agreed, otherwise by a
 * result where that is. One reading is answered once, and an answer is never answered.
 */
export const answerSender =
  (needs: AnswerNeeds): AnswerSender =>
  async (document) => {
    const { tenant, partner: id, documentId, readings, receivedAt } = document;
    if (document.family === 'processing-response') return;
    const partner = await needs.registry.partner(tenant, id);
    const family = partner && (await answeredBy(needs, document, partner));
    if (partner === undefined || family === undefined) return;
    const message = { family, document: documentId };
    const planned = deliveryId(family, id, documentId, String(readings));
    const at = new Date(receivedAt);
    await needs.deliveries.plan(messageDelivery({ tenant, partner, deliveryId: planned, message, at }), needs.now());
    await needs.wakePartner({ tenant, deliveryId: planned });
  };

async function answeredBy(
  needs: AnswerNeeds,
  { tenant, way, toldByFile }: InboundDocument,
  partner: Partner,
): Promise<'processing-response' | 'result' | undefined> {
  if (await takes(needs, tenant, partner, 'processing-response')) {
    const incoming = partner.mapping?.in && (await knownMapping(needs, tenant, partner.mapping.in, 'in'));
    if (incoming && incoming.format === 'serial-exchange') return 'processing-response';
  }
  // Whose own delivery asks here, or who finds a file, is told by that.
  const isToldOtherwise = way === 'network' || toldByFile === true;
  return partner.results === true && !isToldOtherwise ? 'result' : undefined;
}

/**
 * True for a partner that is told messages of a family: its mapping knows it. By the portal they stand ready for it. It is true as well while that mapping is out of force:
 * what is planned then waits until it is in force again, and a person is called when it stays so.
 */
export async function takes(
  needs: Pick<MappingNeeds, 'mappings' | 'now'>,
  tenant: string,
  { mapping }: Pick<Partner, 'mapping'>,
  family: Family,
): Promise<boolean> {
  if (mapping?.out === undefined) return false;
  const known = await knownMapping(needs, tenant, mapping.out, 'out');
  if (known === undefined) return true;
  return known.format === 'serial-exchange' && (known.families === undefined || known.families.includes(family));
}
