import type { OutboundGuard } from '#common/send/outbound.ts';
import { exchangeHttp, takenElsewhere, withAccess } from './exchange-http.ts';
import type { HttpAccess } from './http-access.ts';
import type { PartnerChannel } from './partner-channel.ts';
import { probeHttp } from './probe-http.ts';
import { readAnswer, readResult } from './read-partner-answer.ts';

/** POST of each message to a service of the partner's, under one `Idempotency-Key` as long as it has the same bytes. */
export function httpsChannel(url: string, { send, tls, login }: HttpAccess, guard: OutboundGuard): PartnerChannel {
  return {
    kind: 'https',
    send: ({ id, contentType, headers, body, isRepeated }, signal) => {
      const all = { 'content-type': contentType, ...headers, 'idempotency-key': id };
      const outgoing = { method: 'POST' as const, url, headers: all, body, tls };
      return exchangeHttp(send, outgoing, signal, (answer) => withAccess(readAnswer(answer, url, isRepeated), answer));
    },
    ask: async (receipt, { id }, signal) => {
      const elsewhere = takenElsewhere(receipt, url);
      if (elsewhere !== undefined) return elsewhere;
      const question = { method: 'GET' as const, url: receipt, headers: { accept: 'application/json' }, tls };
      return exchangeHttp(send, question, signal, (answer) => withAccess(readResult(answer, id), answer));
    },
    probe: (signal, withheld) => {
      const call = { method: 'GET' as const, url, headers: { accept: 'application/json' }, tls };
      return probeHttp(guard, { url, tls, login, withheld, call: () => send(call, signal) }, signal);
    },
  };
}
