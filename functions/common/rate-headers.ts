import { refuse } from '#shared/refusal.ts';
import type { Judged, Quota } from './rate-limit.ts';
import { Refused } from './refused.ts';

/**
 * What every answer tells of the limits (draft-ietf-httpapi-ratelimit-headers-10): the policies, and what of them is left. A bucket of `burst` calls that
 * fills at `rate` a second is a quota of `burst` in `burst / rate` seconds.
 *
 * @param stage the policy of the gateway, for all callers together
 */
export function rateHeaders(stage: string | undefined, judged: Judged | undefined): Record<string, string> {
  const quotas = judged?.quotas ?? [];
  const policies = [...quotas.map(policyOf), ...(stage === undefined ? [] : [stage])];
  const left = quotas.flatMap(leftOf);
  return {
    ...(policies.length > 0 && { 'RateLimit-Policy': policies.join(', ') }),
    ...(left.length > 0 && { RateLimit: left.join(', ') }),
  };
}

const policyOf = ({ name, rate, burst }: Quota) => `"${name}";q=${burst};w=${Math.max(1, Math.ceil(burst / rate))}`;

/** How many are left, and in how many seconds all will be. */
function leftOf({ name, rate, burst, left }: Quota): string[] {
  if (left === undefined) return [];
  return [`"${name}";r=${left};t=${Math.ceil((burst - left) / rate)}`];
}

const whose: Readonly<Record<Quota['name'], string>> = {
  tenant: 'the callers of your tenant together',
  client: 'this caller',
  partners: 'the partners of the tenant together',
  partner: 'the clients of the partner',
};

/** The refusal of a call that came too soon. */
export function tooMany({ by, at }: NonNullable<Judged['refused']>, now: number): Refused {
  const seconds = Math.max(1, Math.ceil((at - now) / 1000));
  return new Refused(
    refuse('too-many-requests', `${whose[by]} made more calls than RateLimit-Policy "${by}" allows`, {
      rule: 'RFC 6585 §4; draft-ietf-httpapi-ratelimit-headers',
      remedy: `ask again after ${seconds} s (Retry-After), spread calls, or take more with one; whoever runs the installation can raise the limit`,
    }),
    { 'Retry-After': String(seconds) },
  );
}
