import type { OutboundGuard } from '#common/send/outbound.ts';
import { exchangeHttp, takenElsewhere, withAccess } from './exchange-http.ts';
import type { HttpAccess } from './http-access.ts';
import type { PartnerChannel } from './partner-channel.ts';
import { probeHttp } from './probe-http.ts';
import { readAnswer, readResult } from './read-partner-answer.ts';

/** EPCIS 2.0 and CBV 2.0, as headers name them (REST binding). */
const VERSION = '2.0.0';

/**
 * EPCIS 2.0 capture into the partner's repository: 202 with the place of a capture job, which is asked until it is done. A document is taken as a whole or not at all
 * (`rollback`). What may have arrived is sent again: its events have their ids, and a repository knows an event that it has.
 *
 * @param url of the repository, or of its `/capture`
 */
export function captureChannel(url: string, { send, tls, login }: HttpAccess, guard: OutboundGuard): PartnerChannel {
  const place = captureOf(url);
  const versions = { 'gs1-epcis-version': VERSION, 'gs1-cbv-version': VERSION };
  return {
    kind: 'capture',
    send: ({ contentType, headers, body }, signal) => {
      const told = { ...versions, 'gs1-capture-error-behaviour': 'rollback', ...headers, 'content-type': contentType };
      const outgoing = { method: 'POST' as const, url: place, headers: told, body, tls };
      return exchangeHttp(send, outgoing, signal, (answer) => withAccess(readAnswer(answer, place), answer));
    },
    ask: async (receipt, { id }, signal) => {
      const elsewhere = takenElsewhere(receipt, url);
      if (elsewhere !== undefined) return elsewhere;
      const question = {
        method: 'GET' as const,
        url: receipt,
        headers: { ...versions, accept: 'application/json' },
        tls,
      };
      return exchangeHttp(send, question, signal, (answer) => withAccess(readResult(answer, id), answer));
    },
    probe: (signal, withheld) => {
      const jobs = new URL(place);
      jobs.searchParams.set('perPage', '1');
      const call = {
        method: 'GET' as const,
        url: jobs.href,
        headers: { ...versions, accept: 'application/json' },
        tls,
      };
      return probeHttp(guard, { url: place, tls, login, withheld, call: () => send(call, signal) }, signal);
    },
  };
}

function captureOf(url: string): string {
  const place = new URL(url);
  const path = place.pathname.replace(/\/+$/, '');
  place.pathname = path.endsWith('/capture') ? path : `${path}/capture`;
  return place.href;
}
