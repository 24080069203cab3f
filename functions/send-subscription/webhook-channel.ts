import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { versionHeaders } from '#common/epcis-headers.ts';
import { retryAfterOf } from '#common/exchange.ts';
import { type Answered, isAnswered, type SendHttps } from '#common/send/https.ts';
import { formOf, type WebhookSubscription } from '#common/store/subscription-row.ts';
import type { Channel, TooLarge } from '#common/subscriptions/channel.ts';
import { openToken } from '#common/subscriptions/seal-token.ts';
import type { Verdict } from '#shared/delivery/verdict.ts';

interface Needs {
  readonly send: SendHttps;
  readonly root: () => Promise<Uint8Array>;
  readonly now: () => Date;
}

/** EPCIS 1.2 goes with CBV 1.2. */
const version12 = { 'GS1-EPCIS-Version': '1.2.0', 'GS1-CBV-Version': '1.2.0' };

/** A document beyond this is a burden to receivers and to us. */
const MOST_BYTES = 4_000_000;

/**
 * POSTs to the address of a subscription. With a signatureToken the message is signed twice over its exact bytes: `GS1-Signature` is the
 * hex HMAC-SHA-256 keyed by the token (EPCIS 2.0 leaves the scheme to the server), and `webhook-signature` is as Standard Webhooks asks,
 * with the token's UTF-8 as key. Sending again under the same id is safe: the receiver can drop the double.
 */
export const webhookChannel =
  ({ send, root, now }: Needs) =>
  async (subscription: WebhookSubscription): Promise<Channel> => {
    const { dest, token, epcFormat } = subscription;
    const secret = token && openToken(await root(), subscription, token.sealed);
    return {
      maxBytes: MOST_BYTES,
      send: async (document, { id, contentType }) => {
        const headers = {
          'content-type': contentType,
          ...versionHeaders,
          ...(formOf(subscription) === 'xml-1.2' && version12),
          'GS1-EPC-Format': epcFormat,
          ...identified(id, now(), document, secret),
        };
        const result = await send({ method: 'POST', url: dest, headers, body: document });
        if (isAnswered(result)) return readAnswer(result);
        const { failure, reason } = result;
        return failure === 'permanent' ? { verdict: 'rejected', reason } : { verdict: 'retry', failure, reason };
      },
    };
  };

function identified(id: string, at: Date, document: Uint8Array, secret: string | undefined): Record<string, string> {
  const ids = { 'webhook-id': id, 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)) };
  if (secret === undefined) return ids;
  const key = Buffer.from(secret, 'utf8');
  return {
    ...ids,
    'GS1-Signature': createHmac('sha256', key).update(document).digest('hex'),
    'webhook-signature': new Webhook(key, { format: 'raw' }).sign(id, at, Buffer.from(document)),
  };
}

/** What a receiver's status says. Nothing but 410 is final: an address may be mended, a secret corrected. */
export function readAnswer(answer: Answered): Verdict | TooLarge {
  const { status } = answer;
  const reason = `status ${status}`;
  if (status >= 200 && status < 300) return { verdict: 'acknowledged' };
  if (status === 410) return { verdict: 'stopped', reason: 'status 410: the receiver wants nothing more here' };
  if (status === 413) return { verdict: 'too-large', reason };
  if (status >= 400 && status < 500 && status !== 408 && status !== 429) return { verdict: 'rejected', reason };
  const failure = status >= 500 && status !== 503 ? 'ambiguous' : 'transient';
  return { verdict: 'retry', failure, reason, ...retryAfterOf(answer) };
}
