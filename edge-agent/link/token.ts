import * as v from 'valibot';
import { CloudFailure } from './cloud-failure.ts';

const TIMEOUT_MS = 15_000;
/** A token is renewed this long before it expires, so that none expires on its way. */
const MARGIN_MS = 60_000;

const shape = v.object({ access_token: v.string(), expires_in: v.optional(v.number(), 300) });

export interface TokenSource {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly fetch: typeof fetch;
  readonly now: () => number;
}

/** The agent's access token (OAuth 2.0, RFC 6749 §4.4), asked for when needed and kept until shortly before it expires. */
export class Token {
  readonly #source: TokenSource;
  #current: Promise<string> | undefined;
  #goodUntil = 0;

  constructor(source: TokenSource) {
    this.#source = source;
  }

  /** A token that is good for a while yet. Throws a `CloudFailure` when none is to be had. */
  get(): Promise<string> {
    if (this.#current !== undefined && this.#source.now() < this.#goodUntil) return this.#current;
    return this.renew();
  }

  /** A new token, whatever the old one was good for. */
  renew(): Promise<string> {
    this.#goodUntil = Number.POSITIVE_INFINITY;
    this.#current = this.#ask().catch((error: unknown) => {
      this.#current = undefined;
      throw error;
    });
    return this.#current;
  }

  async #ask(): Promise<string> {
    const { tokenUrl, clientId, clientSecret, now } = this.#source;
    const asked = now();
    const answer = await this.#source
      .fetch(tokenUrl, {
        method: 'POST',
        // RFC 6749 §2.3.1 has both form-encoded before they are joined.
        headers: {
          authorization: `Basic ${Buffer.from(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`).toString('base64')}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({ grant_type: 'client_credentials' }).toString(),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      })
      .catch((error: unknown) => {
        // Asking for a token twice does nothing but give two.
        throw new CloudFailure('transient', `no answer from ${tokenUrl}`, { cause: error });
      });
    if (!answer.ok) throw await CloudFailure.of(new URL(tokenUrl).pathname, answer);
    const token = v.safeParse(shape, await answer.json().catch(() => undefined));
    if (!token.success) throw new CloudFailure('permanent', `${tokenUrl} answered no access token`);
    const life = token.output.expires_in * 1000;
    this.#goodUntil = asked + Math.max(life - MARGIN_MS, life / 2);
    return token.output.access_token;
  }
}
