import type { SendHttps, Unanswered } from '#common/send/https.ts';
import { isAnswered } from '#common/send/https.ts';
import type { Heard, SaidStatus } from '#shared/dscsa/heard.ts';

/** One exchange as it was: what was heard of it, and the bytes that came, head and body, where any did. */
export interface Exchanged<Decision> {
  readonly heard: Heard<Decision>;
  readonly answer?: { readonly status: number; readonly bytes: Uint8Array };
}

/** Somebody whom messages are sent to: an authority or a partner. What became of a message can be asked without sending it again. */
export interface Office<Decision> {
  send(bytes: Uint8Array): Promise<Exchanged<Decision>>;
  ask(): Promise<Exchanged<Decision>>;
}

/** How an office is spoken to. */
export interface Wire<Decision> {
  /** Messages are posted to it, and asked about by their id behind it. */
  readonly url: string;
  readonly id: string;
  /** Says who we are. */
  readonly headers: (body: Uint8Array) => Promise<Record<string, string>>;
  readonly read: (said: SaidStatus, asked: 'sent' | 'asked') => Heard<Decision>;
}

/** An office over HTTPS: `POST url` with the message, `GET url/{id}` for what became of it. */
export function httpOffice<Decision>(send: SendHttps, { url, id, headers, read }: Wire<Decision>): Office<Decision> {
  const exchange = async (method: 'GET' | 'POST', body?: Uint8Array): Promise<Exchanged<Decision>> => {
    const sent = {
      accept: 'application/json',
      ...(body && { 'content-type': 'application/json' }),
      ...(await headers(body ?? new Uint8Array())),
    };
    const to = body === undefined ? `${url}/${encodeURIComponent(id)}` : url;
    const result = await send({ method, url: to, headers: sent, ...(body && { body }) });
    if (!isAnswered(result)) return { heard: failed(result) };
    const { status, body: bytes } = result;
    const lines = Object.entries(result.headers).map(([name, value]) => `${name}: ${value}\n`);
    const heard = read({ status, body: Buffer.from(bytes).toString('utf8') }, body === undefined ? 'asked' : 'sent');
    return { heard, answer: { status, bytes: Buffer.concat([Buffer.from(`${status}\n${lines.join('')}\n`), bytes]) } };
  };
  return { send: (bytes) => exchange('POST', bytes), ask: () => exchange('GET') };
}

const failed = ({ failure, reason }: Unanswered) => ({ heard: 'failed' as const, failure, reason });
