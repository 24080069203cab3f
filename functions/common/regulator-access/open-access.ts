import type { ClientTls, SendHttps } from '#common/send/https.ts';
import { digestOf } from '#common/signature.ts';
import type { Sign } from '#shared/regimes/regime.ts';
import { doorOf } from './door.ts';
import { proofOf } from './proof-of.ts';
import type { RegulatorCredentials } from './regulator-credentials.ts';
import { onlyTo, sendProven } from './send-proven.ts';
import { signOf } from './signature.ts';
import type { Tokens } from './tokens.ts';

export interface OpenNeeds {
  readonly send: SendHttps;
  readonly tokens: Tokens;
  readonly now: () => Date;
  /** Waited for before each call for a token. */
  readonly ready: (call: string) => Promise<unknown>;
}

interface Place {
  readonly tenant: string;
  readonly market: string;
  readonly baseUrl: string;
  readonly held: RegulatorCredentials;
}

/** How calls are sent under an access, and what is signed with it. A token that is needed is at hand afterwards. @throws NoToken */
export async function openAccess(
  needs: OpenNeeds,
  { tenant, market, baseUrl, held }: Place,
): Promise<{ readonly tls: ClientTls; readonly send: SendHttps; readonly sign: Sign }> {
  const { certificate, key, ca, signature, origins } = held;
  const tls = { ...(certificate && { cert: certificate }), ...(key && { key }), ...(ca && { ca }) };
  const send = onlyTo(origins, needs.send);
  const sign = signOf(signature, needs.now);
  const proof = proofOf(held, needs.now);
  const { login } = proof;
  const whose = { tenant, market, under: digestOf({ baseUrl, held }) };
  const door = doorOf({ baseUrl, tls, send, sign, ready: needs.ready });
  const loggingIn = () => login?.(door) ?? Promise.reject(new Error('needs no token'));
  const tokens = {
    get: () => needs.tokens.get(whose, needs.now(), loggingIn),
    renew: (turnedAway: string) => needs.tokens.renew(whose, needs.now(), turnedAway, loggingIn),
  };
  // Before anything is written: who is not let in need not gather a quarter of a million packs.
  if (login !== undefined) await tokens.get();
  return { tls, send: sendProven(send, proof, tokens), sign };
}
