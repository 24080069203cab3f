import { isFinal } from '#common/channels/is-final.ts';
import type { OpenChannel } from '#common/channels/open-channel.ts';
import type { ChannelAnswer, PartnerChannel, PartnerMessage } from '#common/channels/partner-channel.ts';
import { verdictOf } from '#common/exchange.ts';
import { type Answered, isAnswered, type SendHttps } from '#common/send/https.ts';
import type { OutboundGuard } from '#common/send/outbound.ts';
import type { As2Sent } from '#common/store/as2-sent.ts';
import type { EvidenceStore } from '#common/store/evidence.ts';
import type { Verdict } from '#shared/delivery/verdict.ts';
import type { Partner } from '#shared/master-data/partner.ts';
import { refuse } from '#shared/refusal.ts';
import type { As2Partner } from './as2-partner.ts';
import { askAs2 } from './ask-as2.ts';
import { verdictOfReceipt } from './hear-receipt.ts';
import { type Expected, micsOf } from './judge-receipt.ts';
import { entityOf, messageIdOf } from './message-head.ts';
import { as2Headers } from './message-headers.ts';
import type { Trust } from './open-message.ts';
import { warnOutOfDate } from './out-of-date.ts';
import type { As2IdentityOf } from './own-identity.ts';
import { probeAs2 } from './probe-as2.ts';
import { type Sealed, sealMessage } from './seal-message.ts';

export interface As2Needs {
  readonly send: SendHttps;
  readonly guard: OutboundGuard;
  readonly identityOf: As2IdentityOf;
  readonly sent: Pick<As2Sent, 'get' | 'expect'>;
  readonly evidence: Pick<EvidenceStore, 'get'>;
  /** Where receipts may come to that come by themselves, such as `https://api.example/as2`; empty where the installation does not know. */
  readonly receiptUrl: string;
  readonly now: () => Date;
}

/** @param deliveryId woken when the receipt comes by itself */
export const as2Opener =
  (needs: As2Needs, deliveryId = ''): OpenChannel =>
  async (tenant, { partner, url, as2: settings }: Partner) => {
    if (url === undefined || settings === undefined)
      return refuse('not-found', `partner ${partner} has no address, or no settings for AS2`);
    const identity = await needs.identityOf(tenant, needs.now());
    if (identity === undefined)
      return refuse('conflict', 'the tenant has no name and key for AS2 yet', {
        remedy: 'POST /api/network/identity, and give the partner its certificate',
      });
    return as2Channel(needs, { tenant, partner, url, settings, identity }, deliveryId);
  };

/** AS2 (RFC 4130): the message signed, compressed and encrypted as the partner's settings say; delivered once its receipt says so. */
function as2Channel(needs: As2Needs, to: As2Partner, deliveryId: string): PartnerChannel {
  return {
    kind: 'as2',
    send: (message, signal) => sendAs2(needs, to, deliveryId, message, signal),
    ask: (receipt) => askAs2(needs, to.tenant, receipt),
    probe: (signal) => probeAs2(needs, to, signal),
  };
}

async function sendAs2(
  needs: As2Needs,
  to: As2Partner,
  deliveryId: string,
  message: PartnerMessage,
  signal: AbortSignal,
): Promise<ChannelAnswer> {
  const { tenant, partner, settings, identity, url } = to;
  const isLater = settings.mdn === 'async';
  if (isLater && needs.receiptUrl === '') return { verdict: noReceiptUrl };
  const messageId = messageIdOf(tenant, message.id);
  const sealed = sealedFor(to, message, needs.now());
  const expected: Expected = { messageId, mics: micsOf(sealed.checked), signed: settings.sign !== 'none' };
  if (isLater) {
    // What is sent again because nobody knew better may have been answered by now.
    const heard = await needs.sent.get(tenant, messageId);
    if (heard?.receipt !== undefined) return askAs2(needs, tenant, messageId);
    const { mics, signed } = expected;
    await needs.sent.expect(tenant, messageId, { partner, deliveryId, mics, signed }, needs.now());
  }
  const headers = as2Headers({
    to,
    messageId,
    message,
    at: needs.now(),
    receiptUrl: isLater ? needs.receiptUrl : undefined,
  });
  const outgoing = { method: 'POST' as const, url, headers: { ...headers, ...sealed.headers }, body: sealed.body };
  const result = await needs.send(outgoing, signal);
  if (!isAnswered(result)) return { verdict: verdictOf(result) };
  const trust = { keys: identity.keys, certificates: settings.certificates };
  return answerOf(result, trust, expected, { isLater, isRepeated: message.isRepeated });
}

const noReceiptUrl: Verdict = {
  verdict: 'stopped',
  reason: 'receipts are to come by themselves, and this installation was not told its own address (PublicUrl)',
};

function sealedFor({ tenant, partner, settings, identity }: As2Partner, message: PartnerMessage, at: Date): Sealed {
  const { sign, encrypt, compress, certificates } = settings;
  const [certificate = ''] = certificates;
  if (encrypt !== 'none') warnOutOfDate(certificate, at, { tenant, partner });
  const hashes = { 'sha-256': 'sha256', 'sha-384': 'sha384', 'sha-512': 'sha512' } as const;
  return sealMessage(message, {
    compress,
    sign: sign === 'none' ? undefined : { signer: identity.signer, hash: hashes[sign], at },
    encrypt: encrypt === 'none' ? undefined : { certificate, cipher: encrypt },
  });
}

/** A receipt counts whatever the status; it may come at once although it was to come later. */
function answerOf(
  answered: Answered,
  trust: Trust,
  expected: Expected,
  { isLater, isRepeated }: { readonly isLater: boolean; readonly isRepeated: boolean | undefined },
): ChannelAnswer {
  const { status, headers, body } = answered;
  const entity = entityOf(headers, body);
  const answer = { body: entity.whole, status };
  if (/^multipart\/(signed|report)\b/i.test(headers['content-type'] ?? ''))
    return { verdict: verdictOfReceipt(entity, trust, expected), answer };
  if (status >= 200 && status < 300) {
    if (isLater) return { verdict: { verdict: 'received', receipt: expected.messageId }, answer };
    return {
      verdict: { verdict: 'retry', failure: 'ambiguous', reason: `status ${status} without a receipt` },
      answer,
    };
  }
  const reason = `status ${status}`;
  if (isFinal(status, isRepeated)) return { verdict: { verdict: 'rejected', reason }, answer };
  const failure = status === 409 || (status >= 500 && status !== 503) ? 'ambiguous' : 'transient';
  return { verdict: { verdict: 'retry', failure, reason }, answer };
}
