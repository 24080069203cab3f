import * as v from 'valibot';
import { sayAndHangUp } from './hang-up.ts';
import type { Call, LineCalls, Said } from './line-calls.ts';

const tokenAnswer = v.object({ access_token: v.string() });
const anything = v.record(v.string(), v.unknown());
const BASE = '/line-api/v1';

/** Who a line is to its site. */
export interface HttpLineSettings {
  /** Such as `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly id: string;
  readonly secret: string;
}

/** A line of another maker that speaks HTTP, over a real socket. */
export class HttpLine implements LineCalls {
  readonly #settings: HttpLineSettings;
  #token: string | undefined;

  constructor(settings: HttpLineSettings) {
    this.#settings = settings;
  }

  async orders(): Promise<unknown> {
    return (await this.ask('GET', `${BASE}/orders`)).body;
  }

  say(call: Call, order: string, body: Readonly<Record<string, unknown>>): Promise<Said> {
    return this.ask('POST', pathOf(call, order), JSON.stringify(body));
  }

  /** Sends bytes as they are, with a token. */
  async ask(method: string, path: string, body?: string | Uint8Array): Promise<Said> {
    this.#token ??= await this.signIn();
    const headers = { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' };
    const answer = await fetch(new URL(path, this.#settings.url), {
      method,
      headers,
      ...(body !== undefined && { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    });
    return { ok: answer.ok, body: v.parse(anything, await answer.json()) };
  }

  /** Asks for a token. Throws when the site knows neither client nor secret. */
  async signIn(secret = this.#settings.secret): Promise<string> {
    const answer = await fetch(new URL(`${BASE}/token`, this.#settings.url), {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${this.#settings.id}:${secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    if (!answer.ok) throw new Error(`no token: ${answer.status}`);
    return v.parse(tokenAnswer, await answer.json()).access_token;
  }

  /** Says something and hangs up, before all of it is sent (`half`) or before it is answered. */
  async hangUp(call: Call, order: string, body: object, how: Parameters<typeof sayAndHangUp>[3]): Promise<void> {
    this.#token ??= await this.signIn();
    await sayAndHangUp({ url: this.#settings.url, token: this.#token }, pathOf(call, order), body, how);
  }
}

const pathOf = (call: Call, order: string) => `${BASE}/orders/${encodeURIComponent(order)}/${call}`;
