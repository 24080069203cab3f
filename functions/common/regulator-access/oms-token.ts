import type { Outgoing } from '#common/send/https.ts';
import type { Proof } from './proof.ts';
import { text } from './secret-text.ts';

/** The station that a participant was given, and the token that people take from its page: it lives some hours, and is renewed in the secret. */
export const omsMembers = { clientToken: text, omsId: text };

/** A call to an order station as whoever the token is of (public clients of API v3: [M]). */
export function toStation(call: Outgoing, { omsId, clientToken }: { omsId: string; clientToken: string }): Outgoing {
  const url = new URL(call.url);
  url.searchParams.set('omsId', omsId);
  return { ...call, url: url.href, headers: { ...call.headers, clienttoken: clientToken, accept: 'application/json' } };
}

/** An order station: its id stands in the address, the token in a header. */
export const byOmsToken = (held: { readonly clientToken: string; readonly omsId: string }): Proof => ({
  prove: (call) => toStation(call, held),
});
