import { deliveryId } from '#common/delivery-id.ts';
import { mappingInForce } from '#common/mapping/mapping-in-force.ts';
import type { MappingNeeds } from '#common/mapping/write-by-mapping.ts';
import { messageDelivery } from '#common/production/message-delivery.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { Deliveries } from '#common/store/deliveries.ts';
import type { InboundDocument } from '#common/store/inbound-row.ts';
import type { Registry } from '#common/store/registry.ts';
import type { Family } from '#shared/mapping/exchange/families.ts';
import type { Mapping } from '#shared/mapping/mapping.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import { isRefusal } from '#shared/refusal.ts';

export interface AnswerNeeds extends Pick<MappingNeeds, 'mappings' | 'now'> {
  readonly registry: Pick<Registry, 'partner'>;
  readonly deliveries: Pick<Deliveries, 'plan'>;
  /** Queue `partner`. */
  readonly wakePartner: SendToQueue;
}

export type AnswerSender = (document: InboundDocument) => Promise<void>;

/**
 * Plans that a partner of messages is told what became of a document of its own: where both ways go by messages, and answers are agreed. One reading is answered once,
 * and an answer is never answered.
 */
export const answerSender =
  (needs: AnswerNeeds): AnswerSender =>
  async ({ tenant, partner: id, documentId, family, readings, receivedAt }) => {
    if (family === 'processing-response') return;
    const partner = await needs.registry.partner(tenant, id);
    if (partner === undefined || !(await takes(needs, tenant, partner, 'processing-response'))) return;
    const incoming = await inUse(needs, tenant, partner.mapping?.in, 'in');
    if (incoming?.format !== 'serial-exchange') return;
    const message = { family: 'processing-response' as const, document: documentId };
    const planned = deliveryId('processing-response', id, documentId, String(readings));
    const at = new Date(receivedAt);
    await needs.deliveries.plan(messageDelivery({ tenant, partner, deliveryId: planned, message, at }), needs.now());
    await needs.wakePartner({ tenant, deliveryId: planned });
  };

/** True for a partner that is told messages of a family: its mapping knows it. By the portal they stand ready for it. */
export async function takes(
  needs: Pick<MappingNeeds, 'mappings' | 'now'>,
  tenant: string,
  { mapping }: Pick<Partner, 'mapping'>,
  family: Family,
): Promise<boolean> {
  const found = await inUse(needs, tenant, mapping?.out, 'out');
  return found?.format === 'serial-exchange' && (found.families === undefined || found.families.includes(family));
}

async function inUse(
  needs: Pick<MappingNeeds, 'mappings' | 'now'>,
  tenant: string,
  name: string | undefined,
  direction: Mapping['direction'],
): Promise<Mapping | undefined> {
  const found = name === undefined ? undefined : await mappingInForce(needs, tenant, name, direction);
  return found === undefined || isRefusal(found) ? undefined : found.mapping;
}
