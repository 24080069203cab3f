import { type ClientRequest, request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Failure } from '#shared/delivery/failure.ts';
import { isRefusal } from '#shared/refusal.ts';
import { answerOf } from './answer.ts';
import type { Address, OutboundGuard } from './outbound.ts';

export interface Outgoing {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  /** How the other end and we make ourselves known; absent: as browsers do. */
  readonly tls?: ClientTls;
}

/** PEM texts. */
export interface ClientTls {
  readonly cert?: string;
  readonly key?: string;
  /** The only authority that is trusted. */
  readonly ca?: string;
}

export interface Answered {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}

/** Nothing usable came back, and what that says about what was sent. */
export interface Unanswered {
  readonly failure: Failure;
  readonly reason: string;
  /** It was sent and took too long: it may still be being done. */
  readonly timedOut?: boolean;
}

/** @param signal ends the exchange before its time, as if that had come */
export type SendHttps = (outgoing: Outgoing, signal?: AbortSignal) => Promise<Answered | Unanswered>;

export interface Limits {
  /** For the whole exchange, finding the address included. */
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
}

const usual: Limits = { timeoutMs: 20_000, maxAnswerBytes: 16 * 1024 * 1024 };

/**
 * Sends one request to the address the guard allowed, and to no other: redirects are answers, not orders. What failed before the
 * connection stood never arrived (transient); after that it may have (ambiguous); what the guard forbids will never be sent (permanent).
 */
export function httpsSender(guard: OutboundGuard, limits: Limits = usual): SendHttps {
  return async (outgoing, called) => {
    const time = AbortSignal.timeout(limits.timeoutMs);
    const signal = called === undefined ? time : AbortSignal.any([time, called]);
    const whyOf = (error: unknown) =>
      reasonOf(error, signal, time.aborted ? `within ${limits.timeoutMs} ms` : 'in time');
    let allowed: Awaited<ReturnType<OutboundGuard>>;
    try {
      allowed = await before(signal, guard(outgoing.url));
    } catch (error) {
      return { failure: 'transient', reason: `the name does not resolve: ${whyOf(error)}` };
    }
    if (isRefusal(allowed)) return { failure: 'permanent', reason: allowed.detail };
    return exchange(outgoing, allowed, limits.maxAnswerBytes, { signal, whyOf });
  };
}

/** True for an answer, whatever its status. */
export const isAnswered = (result: Answered | Unanswered): result is Answered => 'status' in result;

interface End {
  readonly signal: AbortSignal;
  readonly whyOf: (error: unknown) => string;
}

async function exchange(outgoing: Outgoing, to: Address, maxAnswerBytes: number, { signal, whyOf }: End) {
  let connected = false;
  let request: ClientRequest | undefined;
  try {
    request = open(outgoing, to, signal, () => {
      connected = true;
    });
    const answer = answerOf(request, maxAnswerBytes);
    request.end(outgoing.body);
    return await answer;
  } catch (error) {
    return {
      failure: connected ? ('ambiguous' as const) : ('transient' as const),
      reason: whyOf(error),
      ...(connected && signal.aborted ? { timedOut: true } : {}),
    };
  } finally {
    request?.destroy();
  }
}

/** Throws when a header or the method cannot be written as HTTP. */
function open({ method, url, headers, body, tls }: Outgoing, to: Address, signal: AbortSignal, onConnect: () => void) {
  const parsed = new URL(url); // a scheme may be written in capitals (RFC 3986 §3.1)
  const secure = parsed.protocol === 'https:';
  const request = (secure ? tlsRequest : plainRequest)(parsed, {
    method,
    headers: { ...headers, ...(body && { 'content-length': String(body.byteLength) }) },
    lookup: pinned(to),
    agent: false, // a kept connection would outlive the check
    ...(secure && tls),
    signal,
  });
  request.once('socket', (socket) => socket.once(secure ? 'secureConnect' : 'connect', onConnect));
  return request;
}

/** What is awaited, or the signal's reason when that comes first: a lookup itself cannot be called off. */
function before<T>(signal: AbortSignal, awaited: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  return Promise.race([awaited, late]);
}

/** Answers the checked address whatever is asked. */
const pinned =
  ({ address, family }: Address): LookupFunction =>
  (_host, options, callback) =>
    options.all ? callback(null, [{ address, family }]) : callback(null, address, family);

const reasonOf = (error: unknown, signal: AbortSignal, time: string) =>
  signal.aborted ? `no answer ${time}` : messageOf(error);

const messageOf = (error: unknown) =>
  error instanceof Error ? ('code' in error && String(error.code)) || error.message : String(error);
