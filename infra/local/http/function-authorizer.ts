import * as v from 'valibot';
import type { Authorize, Verdict } from './authorizer.ts';

const answer = v.object({ isAuthorized: v.boolean(), context: v.optional(v.record(v.string(), v.unknown()), {}) });

/** More callers than a machine has; the oldest is asked for again. */
const MOST = 1000;

export interface FunctionAuthorizer {
  /** Invokes the function with an authorizer's event. */
  readonly judge: (event: object) => Promise<unknown>;
  /** How long an answer is kept for a header. */
  readonly ttlSeconds: number;
  readonly now?: () => number;
}

/**
 * A Lambda authorizer as an HTTP API has it (payload format 2.0, simple answers): a request without the header is 401 and never judged, one that
 * is denied 403, and what the function says of a header is believed for a while. Rejects, which is a 500, when the function fails.
 */
export function functionAuthorizer({ judge, ttlSeconds, now = Date.now }: FunctionAuthorizer): Authorize {
  const kept = new Map<string, { readonly verdict: Verdict; readonly until: number }>();
  return async ({ header, event }) => {
    if (!header) return { status: 401 };
    const before = kept.get(header);
    if (before !== undefined && before.until > now()) return before.verdict;
    const said = v.parse(answer, await judge({ ...event(), type: 'REQUEST', identitySource: [header] }));
    const verdict: Verdict = said.isAuthorized ? { authorizer: { lambda: said.context } } : { status: 403 };
    kept.delete(header);
    kept.set(header, { verdict, until: now() + ttlSeconds * 1000 });
    const [oldest] = kept.keys();
    if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
    return verdict;
  };
}
