import * as v from 'valibot';
import { retryAfterOf } from '#common/exchange.ts';
import type { ClientTls } from '#common/send/https.ts';
import { isAnswered, type SendHttps } from '#common/send/https.ts';
import type { Sign } from '#shared/regimes/regime.ts';
import { type Door, NoToken } from './proof.ts';

interface Needs {
  readonly baseUrl: string;
  readonly tls: ClientTls;
  readonly send: SendHttps;
  readonly sign: Sign;
  /** Waited for before each call. */
  readonly ready: (call: string) => Promise<unknown>;
}

/** When to ask again, in seconds: who was not let in waits for a person; what went wrong by itself may be well soon. */
const REFUSED = 300;
const FAILED = 60;

/** Where tokens are asked for. What is sent and answered there is secret: nobody is told more of it than its status. */
export const doorOf = ({ baseUrl, tls, send, sign, ready }: Needs): Door => ({
  sign,
  ask: async (call, where, { body, contentType, headers }, shape) => {
    await ready(call);
    const answer = await send({
      method: 'POST',
      url: urlAt(baseUrl, where),
      headers: { 'content-type': contentType, accept: 'application/json', ...headers },
      body: Buffer.from(body),
      tls,
    });
    if (!isAnswered(answer)) throw new NoToken(answer.reason, FAILED);
    const { status } = answer;
    if (status === 408 || status === 429 || status >= 500)
      throw new NoToken(`${call} answered ${status}`, retryAfterOf(answer).retryAfter ?? FAILED);
    if (status < 200 || status >= 300) throw new NoToken(`${call} answered ${status}`, REFUSED, true);
    const read = v.safeParse(v.pipe(v.string(), v.parseJson(), shape), Buffer.from(answer.body).toString('utf8'));
    if (!read.success) throw new NoToken(`${call} gave an answer that cannot be read`, REFUSED);
    return read.output;
  },
});

/** The address of a call: its path behind the base URL, or one of its own, as regulators give it for uploads. */
export const urlAt = (baseUrl: string, path: string): string =>
  /^https?:\/\//i.test(path) ? path : baseUrl.replace(/\/$/, '') + path;
