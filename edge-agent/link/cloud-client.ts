import * as v from 'valibot';
import { type Failure, mayRetry } from '#shared/delivery/failure.ts';
import { CloudFailure } from './cloud-failure.ts';
import { Token, type TokenSource } from './token.ts';

const TIMEOUT_MS = 15_000;
const ATTEMPTS = 5;
const FIRST_WAIT_MS = 250;

export interface CloudNeeds extends TokenSource {
  /** Origin of the API, such as `https://api.example.com`, without a trailing slash. */
  readonly url: string;
  /** The tenant the agent's credentials belong to. */
  readonly tenant: string;
  readonly wait: (ms: number) => Promise<void>;
  readonly random: () => number;
  /** How long one request may take, in milliseconds; 15,000 when left out. */
  readonly timeoutMs?: number;
  /** How often a call is made at most; 5 times when left out. */
  readonly attempts?: number;
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

export interface Call {
  readonly owner: string;
  readonly path: string;
  readonly body?: unknown;
  /** POST where there is a body, when left out. */
  readonly method?: 'PUT';
  /** When it is not worth waiting for any longer. */
  readonly signal?: AbortSignal;
}

/** Asks the cloud's HTTP API: with a token that is renewed when it is turned away, and again while that is safe and may help. */
export class CloudClient {
  readonly #needs: CloudNeeds;
  readonly #token: Token;

  constructor(needs: CloudNeeds) {
    this.#needs = needs;
    this.#token = new Token(needs);
  }

  /** What is answered, as agreed. Throws a `CloudFailure` when the call comes to nothing. */
  async ask<Shape extends v.GenericSchema>(shape: Shape, call: Call): Promise<v.InferOutput<Shape>> {
    const { attempts = ATTEMPTS } = this.#needs;
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = v.safeParse(shape, await this.#send(call));
        if (answer.success) return answer.output;
        throw new CloudFailure('permanent', `${call.path}: the answer is not as agreed: ${v.summarize(answer.issues)}`);
      } catch (error) {
        const failure: Failure = error instanceof CloudFailure ? error.failure : 'permanent';
        // Safe to repeat: calls only read, or the receiver knows a request, a return, an order, a revision or a standing when it comes again.
        if (!mayRetry(failure, true) || attempt === attempts || call.signal?.aborted) throw error;
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

  async #fetch({ owner, path, body, method, signal }: Call, token: string): Promise<Response> {
    const { url, tenant, timeoutMs = TIMEOUT_MS } = this.#needs;
    const timeout = AbortSignal.timeout(timeoutMs);
    const headers = new Headers({ authorization: `Bearer ${token}`, accept: 'application/json' });
    if (owner !== tenant) headers.set('seriate-acting-for', owner);
    if (body !== undefined) headers.set('content-type', 'application/json');
    try {
      return await this.#timed(`${url}${path}`, {
        method: body === undefined ? 'GET' : (method ?? 'POST'),
        headers,
        signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
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
