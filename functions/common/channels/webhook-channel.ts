import { Webhook } from 'standardwebhooks';
import type { ClientTls, SendHttps } from '#common/send/https.ts';
import type { OutboundGuard } from '#common/send/outbound.ts';
import { exchangeHttp } from './exchange-http.ts';
import type { PartnerChannel } from './partner-channel.ts';
import { probeHttp } from './probe-http.ts';
import { readAnswer, readResult } from './read-partner-answer.ts';

interface Webhooks {
  readonly send: SendHttps;
  readonly guard: OutboundGuard;
  readonly now: () => Date;
  readonly url: string;
  readonly tls: ClientTls;
  /** `whsec_…`; see `webhook-secret.ts`. */
  readonly secret: string;
  /** The one before, while a change is young: receivers change over when they can (Standard Webhooks, "Secret rotation"). */
  readonly before?: string | undefined;
}

/**
 * POST of each message, signed as Standard Webhooks asks. A message has one id as long as it has the same bytes, so the receiver can drop a double: sending again is
 * safe even when the first may have arrived. The time of the signature is that of the sending: receivers refuse what is older than five minutes.
 */
export function webhookChannel({ send, guard, now, url, tls, secret, before }: Webhooks): PartnerChannel {
  const secrets = before === undefined ? [secret] : [secret, before];
  const signed = (id: string, body: Uint8Array) => signature(secrets, id, body, now());
  return {
    kind: 'webhook',
    send: ({ id, contentType, headers, body, isRepeated }, signal) => {
      const all = { 'content-type': contentType, ...headers, ...signed(id, body) };
      const outgoing = { method: 'POST' as const, url, headers: all, body, tls };
      return exchangeHttp(send, outgoing, signal, (answer) => readAnswer(answer, url, isRepeated));
    },
    ask: (receipt, { id }, signal) => {
      const question = { method: 'GET' as const, url: receipt, headers: signed(id, nothing), tls };
      return exchangeHttp(send, question, signal, (answer) => readResult(answer, id));
    },
    probe: (signal) => {
      const call = { method: 'GET' as const, url, headers: signed('probe', nothing), tls };
      return probeHttp(guard, { url, tls, call: () => send(call, signal) }, signal);
    },
  };
}

const nothing = new Uint8Array();

/** One signature for each secret, with blanks between. */
function signature(secrets: readonly string[], id: string, body: Uint8Array, at: Date): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, Buffer.from(body))).join(' '),
  };
}
