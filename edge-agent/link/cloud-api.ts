import * as v from 'valibot';
import { type Failure, mayRetry } from '#shared/delivery/failure.ts';
import type { GiveBack } from '#shared/messages/serials-api.ts';
import {
  type Order,
  orderList,
  type SerialBlock,
  type SerialPage,
  type SerialRequest,
  serialBlock,
  serialPage,
} from '#shared/messages/site-api.ts';
import { CloudFailure } from './cloud-failure.ts';
import { Token, type TokenSource } from './token.ts';

const TIMEOUT_MS = 15_000;
const ATTEMPTS = 5;
const FIRST_WAIT_MS = 250;

interface Needs extends TokenSource {
  /** Origin of the API, such as `https://api.example.com`, without a trailing slash. */
  readonly url: string;
  /** The tenant the agent's credentials belong to. */
  readonly tenant: string;
  readonly wait: (ms: number) => Promise<void>;
  readonly random: () => number;
  /** Told of every answer when it was asked for and had (milliseconds since 1970), and what the cloud's clock said. */
  readonly heard?: (answer: Heard) => void;
}

/** An answer of the cloud with the time that it bears. */
export interface Heard {
  readonly sent: number;
  readonly received: number;
  /** The `Date` of the answer (RFC 9110 §6.6.1), to the second. */
  readonly date: string;
}

interface Call {
  readonly owner: string;
  readonly path: string;
  readonly body?: unknown;
}

/** The cloud's HTTP API as a site uses it. Every call throws a `CloudFailure` when it comes to nothing. */
export class CloudApi {
  readonly #needs: Needs;
  readonly #token: Token;

  constructor(needs: Needs) {
    this.#needs = needs;
    this.#token = new Token(needs);
  }

  /** Asks for a block of numbers. The same request id is answered with the same block. */
  requestSerials(owner: string, request: SerialRequest): Promise<SerialBlock> {
    return this.#ask(serialBlock, { owner, path: '/api/serial-requests', body: request });
  }

  /** A page of a block's numbers, from a counter on. */
  serials(owner: string, requestId: string, from: number, limit: number): Promise<SerialPage> {
    const path = `/api/serial-requests/${encodeURIComponent(requestId)}/serials?from=${from}&limit=${limit}`;
    return this.#ask(serialPage, { owner, path });
  }

  /** Gives unused numbers of a block back. Sent again under its id it changes nothing. */
  async giveBack(owner: string, requestId: string, body: GiveBack): Promise<void> {
    const path = `/api/serial-requests/${encodeURIComponent(requestId)}/returns`;
    await this.#ask(v.unknown(), { owner, path, body });
  }

  /** Orders of an owner that a site has yet to run. */
  async orders(owner: string, site: string): Promise<Order[]> {
    const path = `/api/orders?site=${encodeURIComponent(site)}&state=assigned`;
    return (await this.#ask(orderList, { owner, path })).orders;
  }

  async #ask<Shape extends v.GenericSchema>(shape: Shape, call: Call): Promise<v.InferOutput<Shape>> {
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = v.safeParse(shape, await this.#send(call));
        if (answer.success) return answer.output;
        throw new CloudFailure('permanent', `${call.path}: the answer is not as agreed: ${v.summarize(answer.issues)}`);
      } catch (error) {
        const failure: Failure = error instanceof CloudFailure ? error.failure : 'permanent';
        // Safe to repeat: calls only read, or the receiver knows a serial request and a return by its id.
        if (!mayRetry(failure, true) || attempt === ATTEMPTS) throw error;
        await this.#needs.wait(FIRST_WAIT_MS * 2 ** attempt * (0.5 + this.#needs.random()));
      }
    }
  }

  async #send(call: Call): Promise<unknown> {
    const first = await this.#fetch(call, await this.#token.get());
    // Once: a token may have been withdrawn before its time, but one that is refused when fresh will stay refused.
    const answer = first.status === 401 ? await this.#fetch(call, await this.#token.renew()) : first;
    if (!answer.ok) throw await CloudFailure.of(call.path, answer);
    return answer.json().catch((error: unknown) => {
      throw new CloudFailure('ambiguous', `${call.path}: the answer broke off`, { cause: error });
    });
  }

  async #fetch({ owner, path, body }: Call, token: string): Promise<Response> {
    const { url, tenant } = this.#needs;
    const headers = new Headers({ authorization: `Bearer ${token}`, accept: 'application/json' });
    if (owner !== tenant) headers.set('seriate-acting-for', owner);
    if (body !== undefined) headers.set('content-type', 'application/json');
    try {
      return await this.#timed(`${url}${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (error) {
      throw new CloudFailure('ambiguous', `${path}: no answer from ${url}`, { cause: error });
    }
  }
  async #timed(url: string, options: RequestInit): Promise<Response> {
    const { fetch, now, heard } = this.#needs;
    const sent = now();
    const answer = await fetch(url, options);
    const date = answer.headers.get('date');
    if (date !== null) heard?.({ sent, received: now(), date });
    return answer;
  }
}
