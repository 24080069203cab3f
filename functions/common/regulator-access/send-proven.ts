import { isAnswered, type SendHttps } from '#common/send/https.ts';
import { NoToken, type Proof } from './proof.ts';

/** A token that holds, and another one than that which was turned away. */
export interface TokensOfOne {
  get(): Promise<string>;
  renew(turnedAway: string): Promise<string>;
}

/**
 * Sends calls with the proof of who makes them. A call that is turned away with 401 is made once more under a new token: it was not let in, so nothing was
 * done of it.
 */
export const sendProven =
  (send: SendHttps, proof: Proof, tokens: TokensOfOne): SendHttps =>
  async (call, signal) => {
    if (proof.login === undefined) return send(proof.prove(call, ''), signal);
    try {
      const token = await tokens.get();
      const answer = await send(proof.prove(call, token), signal);
      if (!isAnswered(answer) || answer.status !== 401) return answer;
      return await send(proof.prove(call, await tokens.renew(token)), signal);
    } catch (error) {
      if (error instanceof NoToken) return { failure: 'transient', reason: error.message };
      throw error;
    }
  };

/** Sends nothing anywhere else than where the secret may go: it would be given away. */
export const onlyTo =
  (origins: readonly string[], send: SendHttps): SendHttps =>
  async (call, signal) => {
    const origin = URL.parse(call.url)?.origin ?? call.url;
    if (origins.some((one) => URL.parse(one)?.origin === origin)) return send(call, signal);
    return { failure: 'permanent', reason: `it leads to ${origin}, which is not among the origins of the access` };
  };
