import { createHash } from 'node:crypto';
import { writeDisposition } from '#common/as2/disposition.ts';
import { hearReceipt, isHeard } from '#common/as2/hear-receipt.ts';
import { writeMic } from '#common/as2/mic.ts';
import type { Entity } from '#common/as2/mime.ts';
import type { ToldReceipt } from '#common/as2/read-receipt.ts';
import { log } from '#common/log.ts';
import type { SendToQueue } from '#common/send/queue.ts';
import type { As2Sent, HeardReceipt } from '#common/store/as2-sent.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import { refuse } from '#shared/refusal.ts';
import type { Party } from './find-party.ts';
import { refusedAs } from './judge-document.ts';
import { type Reply, refusedReply, said } from './reply.ts';

export interface ReceiptNeeds {
  readonly sent: Pick<As2Sent, 'get' | 'hear'>;
  readonly evidence: Pick<EvidenceStore, 'put'>;
  /** Has a delivery that waits for its result looked at now. */
  readonly hasten: (tenant: string, deliveryId: string, at: Date) => Promise<unknown>;
  /** Queue `as2`. */
  readonly wake: SendToQueue;
  readonly now: () => Date;
}

/** Characters of a Message-ID that can be one of ours. */
const LONGEST_ID = 400;

const doesNotCount = refuse(
  'not-permitted',
  'the receipt does not count: it is not signed as the partner signs, or is none',
);

/** The receipt of a message that we sent, coming by itself: its bytes are kept, then it is noted with the message, then the delivery is woken. The first one counts. */
export async function takeReceipt(needs: ReceiptNeeds, party: Party, message: Entity): Promise<Reply> {
  const { tenant, partner, settings, identity } = party;
  const ids = { tenant, partner: partner.partner };
  const trust = { keys: identity.keys, certificates: settings.certificates };
  const heard = hearReceipt(message, trust, settings.sign !== 'none');
  if (!isHeard(heard)) {
    log('as2-unproved', { ...ids, reason: heard.unheard.slice(0, 300) });
    return refusedReply(doesNotCount);
  }
  const { messageId } = heard;
  const sent = messageId.length > LONGEST_ID ? undefined : await needs.sent.get(tenant, messageId);
  // What was sent signed is receipted signed, whatever has been agreed since.
  if (sent?.signed === true && !heard.isSigned) {
    log('as2-unproved', { ...ids, messageId, reason: 'the receipt of a signed message is not signed' });
    return refusedReply(doesNotCount);
  }
  // A receipt of another partner's message is none of this one's.
  if (sent?.partner !== partner.partner) {
    const reason = 'a receipt of what was not sent';
    log(refusedAs(heard.isSigned), { ...ids, messageId: messageId.slice(0, LONGEST_ID), reason });
    return refusedReply(refuse('not-found', 'nothing is known that this could be the receipt of'));
  }
  const at = needs.now();
  const key = `${tenant}/evidence/${sent.deliveryId}/receipt-${createHash('sha256').update(message.whole).digest('hex').slice(0, 16)}`;
  await needs.evidence.put(key, message.whole);
  const noted = await needs.sent.hear(tenant, messageId, heardAs(heard, key, at));
  log('as2-receipt-heard', { ...ids, messageId, deliveryId: sent.deliveryId, isFirst: noted === 'heard' });
  await needs.hasten(tenant, sent.deliveryId, at);
  await needs.wake({ tenant, deliveryId: sent.deliveryId });
  return said(200);
}

function heardAs({ disposition, mic }: ToldReceipt, key: string, at: Date): HeardReceipt {
  return { disposition: writeDisposition(disposition), ...(mic && { mic: writeMic(mic) }), key, at: at.toISOString() };
}
