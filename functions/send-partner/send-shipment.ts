import { Webhook } from 'standardwebhooks';
import { exchange } from '#common/exchange.ts';
import { freezeMessage, type Outbound } from '#common/freeze-message.ts';
import { orRefuse } from '#common/refused.ts';
import type { Postponed, RunNeeds, Tried } from '#common/run-delivery.ts';
import type { Answered, SendHttps } from '#common/send/https.ts';
import type { Claim } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { Registry } from '#common/store/registry.ts';
import { type GatherNeeds, gatherShipment } from '#common/us/gather-shipment.ts';
import type { UsMasterDataNeeds } from '#common/us/us-master-data.ts';
import { webhookSecret } from '#common/webhook-secret.ts';
import { epcisDocument } from '#shared/epcis/write-json.ts';
import type { Partner, partnerDocuments } from '#shared/master-data/partner.ts';
import { refuse } from '#shared/refusal.ts';
import type { UsRelease } from '#shared/regimes/us/guideline.ts';
import { askAPerson } from './ask-a-person.ts';
import { follows } from './follows.ts';
import { gatherRevocation } from './gather-revocation.ts';
import { readAnswer, readResult } from './read-partner-answer.ts';
import { writeUsDocument } from './write-us-document.ts';

export interface SendNeeds extends GatherNeeds, RunNeeds, UsMasterDataNeeds {
  readonly registry: UsMasterDataNeeds['registry'] & Pick<Registry, 'partner'>;
  readonly evidence: EvidenceStore;
  readonly send: SendHttps;
  readonly root: () => Promise<Uint8Array>;
}

/**
 * One turn with a partner: POST the shipment, or what takes one back, as one document in the form it wants, signed as Standard Webhooks asks. The message has one id as long
 * as it has the same bytes, so the receiver can drop a double: sending again is safe even when the first may have arrived. What it took in for now, it is
 * asked for.
 */
export const sendShipment =
  (needs: SendNeeds) =>
  async (claim: Claim): Promise<Tried | Postponed> => {
    const { tenant, partner: id, evidence } = claim.delivery;
    const partner = orRefuse(
      (id === undefined ? undefined : await needs.registry.partner(tenant, id)) ??
        refuse('not-found', `no partner ${id}`),
    );
    const secret = webhookSecret(await needs.root(), { ...partner, tenant });
    const { state, receipt, frozen } = claim.delivery;
    if (state === 'sent' && receipt !== undefined && frozen !== undefined) {
      const signed = signature(secret, frozen.requestId, nothing, needs.now());
      const question = { method: 'GET' as const, url: receipt, headers: signed };
      const read = (answer: Answered) => readResult(answer, frozen.requestId);
      return askAPerson(await exchange(needs, claim, evidence.length, question, read), claim.delivery.polls);
    }
    const blocked = await follows(needs.deliveries, claim.delivery);
    if (blocked !== undefined) return blocked;
    const { headers, body, requestId } = await freezeMessage(needs, claim, () => write(needs, claim.delivery, partner));
    const signed = { ...headers, ...signature(secret, requestId, body, needs.now()) };
    const url = orRefuse(partner.url ?? refuse('not-found', `partner ${id} has no address`));
    const outgoing = { method: 'POST' as const, url, headers: signed, body };
    return exchange(needs, claim, evidence.length + 1, outgoing, (answer) => readAnswer(answer, url));
  };

const nothing = new Uint8Array();

/** The first message goes under the delivery's id; what a person has sent anew after a rejection is written anew, so it is another message. */
const messageId = ({ deliveryId, round }: Delivery) => (round === 1 ? deliveryId : `${deliveryId}-${round}`);

async function write(needs: SendNeeds, delivery: Delivery, { document }: Partner): Promise<Outbound> {
  const { tenant, subject } = delivery;
  const revoking = await gatherRevocation(needs, delivery);
  const gathered = revoking ?? (await gatherShipment(needs, tenant, subject.eventIds ?? []));
  const requestId = messageId(delivery);
  const release = document && releases[document];
  if (release !== undefined) {
    const body = await writeUsDocument(needs, tenant, gathered, { release, instance: requestId });
    return { requestId, method: 'POST', path: '', headers: { 'content-type': 'application/xml; charset=utf-8' }, body };
  }
  const stored = 'stored' in gathered ? [gathered.stored] : gathered.events;
  const events = stored.map(({ eventId, event }) => ({ ...event, eventID: event.eventID ?? eventId }));
  const whole = epcisDocument(events, { creationDate: needs.now().toISOString() });
  const headers = { 'content-type': 'application/json', 'gs1-epcis-version': '2.0.0' };
  return { requestId, method: 'POST', path: '', headers, body: Buffer.from(JSON.stringify(whole)) };
}

const releases: Partial<Record<(typeof partnerDocuments)[number], UsRelease>> = {
  'gs1-us-r1.2': 'r1.2',
  'gs1-us-r1.3': 'r1.3',
};

function signature(secret: string, id: string, body: Uint8Array, at: Date): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, Buffer.from(body)),
  };
}
