import type { Failure } from '../delivery/failure.ts';

/**
 * What the other side says of a message. `received`: it has it and decides later · `unknown`: it never came · `decided`: with what ·
 * `refused`: it does not take it as it is · `failed`: nothing usable came, and what that says about the message.
 */
export type Heard<Decision> =
  | { readonly heard: 'received' | 'unknown' }
  | { readonly heard: 'decided'; readonly decision: Decision }
  | { readonly heard: 'refused'; readonly reason: string }
  | { readonly heard: 'failed'; readonly failure: Failure; readonly reason: string };

export interface SaidStatus {
  readonly status: number;
  readonly body: string;
}

const unusable = (reason: string): Heard<never> => ({ heard: 'failed', failure: 'ambiguous', reason });

/**
 * What a status says, the same for all whom we tell something over HTTP: 200 and 202 are for `read`. A 404 to a question says that the message never
 * came where its body names the message: any page between us has a 404 of its own. Whatever may have come in spite of the answer is ambiguous.
 *
 * @param isOurs whether an answer is about the message
 */
export function hearStatus<Decision>(
  { status, body }: SaidStatus,
  asked: 'sent' | 'asked',
  read: (body: unknown) => Heard<Decision>,
  isOurs: (body: unknown) => boolean,
): Heard<Decision> {
  if (status === 200 || status === 202) {
    const value = parse(body);
    return value === undefined ? unusable(`status ${status} without JSON`) : read(value);
  }
  if (asked === 'asked' && status === 404)
    return isOurs(parse(body)) ? { heard: 'unknown' } : unusable('status 404 that names no message');
  if (asked === 'sent' && [400, 409, 413, 415, 422].includes(status))
    return { heard: 'refused', reason: `status ${status}: ${body.slice(0, 500)}` };
  const reason = `status ${status}`;
  if ([401, 403, 404, 405, 410].includes(status)) return { heard: 'failed', failure: 'permanent', reason };
  return { heard: 'failed', failure: [429, 503].includes(status) ? 'transient' : 'ambiguous', reason };
}

/** For an answer that is of another message, or says nothing. */
export const notOurs = (what: string): Heard<never> => unusable(`the answer is not about ${what}`);

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
