import type { Refusal, RefusalCode } from '#shared/refusal.ts';

/** Statuses of what this API refuses; any other refusal is of the request. */
const statusOf: Partial<Record<RefusalCode, number>> = {
  unauthenticated: 401,
  'not-permitted': 403,
  'signature-needed': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  conflict: 409,
  'pool-exhausted': 409,
  'too-large': 413,
  'unsupported-media': 415,
  busy: 503,
};

/** A refusal as a problem document (RFC 9457) with the members of the cloud's API: place, rule and remedy. */
export function problemOf({ refused, detail, at, rule, remedy }: Refusal, instance: string) {
  const status = statusOf[refused] ?? 400;
  return {
    type: `urn:seriate:problem:${refused}`,
    title:
      refused === 'unauthenticated' && at !== undefined
        ? 'Wrong password'
        : (titles[status] ?? 'The request is not valid'),
    status,
    detail,
    instance,
    ...(at !== undefined && { at }),
    ...(rule !== undefined && { rule }),
    ...(remedy !== undefined && { remedy }),
  };
}

const titles: Readonly<Record<number, string>> = {
  401: 'Sign in first',
  403: 'Not permitted',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Not now',
  413: 'Too large',
  415: 'Media type not supported',
  503: 'Busy, ask again',
};
