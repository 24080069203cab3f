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
}

export type SendHttps = (outgoing: Outgoing) => Promise<Answered | Unanswered>;

export interface Limits {
  /** For the whole exchange. */
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
}

const usual: Limits = { timeoutMs: 20_000, maxAnswerBytes: 16 * 1024 * 1024 };

/**
 * Sends one request to the address the guard allowed, and to no other: redirects are answers, not orders. What failed before the
 * connection stood never arrived (transient); after that it may have (ambiguous); what the guard forbids will never be sent (permanent).
 */
export function httpsSender(guard: OutboundGuard, limits: Limits = usual): SendHttps {
  return async (outgoing) => {
    let allowed: Awaited<ReturnType<OutboundGuard>>;
    try {
      allowed = await guard(outgoing.url);
    } catch (error) {
      return { failure: 'transient', reason: `the name does not resolve: ${messageOf(error)}` };
    }
    if (isRefusal(allowed)) return { failure: 'permanent', reason: allowed.detail };
    return exchange(outgoing, allowed, limits);
  };
}

/** True for an answer, whatever its status. */
export const isAnswered = (result: Answered | Unanswered): result is Answered => 'status' in result;

async function exchange(outgoing: Outgoing, to: Address, limits: Limits): Promise<Answered | Unanswered> {
  const signal = AbortSignal.timeout(limits.timeoutMs);
  const request = open(outgoing, to, signal);
  let connected = false;
  request.once('socket', (socket) => {
    const ready = outgoing.url.startsWith('https:') ? 'secureConnect' : 'connect';
    socket.once(ready, () => {
      connected = true;
    });
  });
  try {
    const answer = answerOf(request, limits.maxAnswerBytes);
    request.end(outgoing.body);
    return await answer;
  } catch (error) {
    const reason = signal.aborted ? `no answer within ${limits.timeoutMs} ms` : messageOf(error);
    return { failure: connected ? 'ambiguous' : 'transient', reason };
  } finally {
    request.destroy();
  }
}

function open({ method, url, headers, body }: Outgoing, to: Address, signal: AbortSignal): ClientRequest {
  const request = url.startsWith('https:') ? tlsRequest : plainRequest;
  return request(url, {
    method,
    headers: { ...headers, ...(body && { 'content-length': String(body.byteLength) }) },
    lookup: pinned(to),
    agent: false, // a kept connection would outlive the check
    signal,
  });
}

/** Answers the checked address whatever is asked. */
const pinned =
  ({ address, family }: Address): LookupFunction =>
  (_host, options, callback) =>
    options.all ? callback(null, [{ address, family }]) : callback(null, address, family);

const messageOf = (error: unknown) =>
  error instanceof Error ? ('code' in error && String(error.code)) || error.message : String(error);
