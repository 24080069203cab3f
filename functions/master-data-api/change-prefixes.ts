import { longerAfter, type PrefixChange } from '#common/store/company-prefixes.ts';
import type { TenantRead } from '#common/store/tenants.ts';
import type { Use } from '#common/store/uses.ts';
import { nestingProblem, stemsOf } from '#shared/gs1/company-prefix.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';

const NEVER_NEST =
  'GS1 GS, glossary, GS1 Company Prefix: a prefix is issued to one company and excludes all longer ones that begin with it';

/** What changes when a tenant wants these company prefixes and no others, or why it cannot have them. */
export function prefixChange(
  tenant: string,
  { profile, holdings }: TenantRead,
  wanted: readonly string[],
): PrefixChange | Refusal {
  const nested = nestingProblem(wanted);
  if (nested !== undefined) return { ...nested, at: `/companyPrefixes${nested.at ?? ''}` };
  const holds = (prefix: string) => holdings.get(prefix)?.holder === tenant;
  const change = {
    take: wanted.filter((prefix) => !holds(prefix)),
    drop: (profile?.companyPrefixes ?? []).filter((prefix) => holds(prefix) && !wanted.includes(prefix)),
  };
  const deltas = longerAfter(change);
  const isForeign = (prefix: string) => {
    const holder = holdings.get(prefix)?.holder;
    return holder !== undefined && holder !== tenant;
  };
  const isTaken = (prefix: string) =>
    [prefix, ...stemsOf(prefix)].some(isForeign) ||
    (holdings.get(prefix)?.longer ?? 0) + Math.min(0, deltas.get(prefix) ?? 0) > 0;
  const taken = change.take.find(isTaken);
  return taken === undefined ? change : heldByAnother(taken, wanted.indexOf(taken));
}

/** Whose it is, and whether it is this prefix, a shorter or a longer one, is that company's affair. */
const heldByAnother = (prefix: string, index: number) =>
  refuse('conflict', `company prefix ${prefix}, or one that it nests with, is held by another company`, {
    at: `/companyPrefixes/${index}`,
    rule: NEVER_NEST,
    remedy: 'compare it with your licence (Verified by GS1); if it is yours, ask whoever runs the installation',
  });

/**
 * Why a prefix cannot be given up.
 *
 * @param use undefined where only its mark is known: that of packaging of a product that is under another prefix
 */
export function prefixInUse(prefix: string, use: Use | undefined): Refusal {
  const by = use === undefined ? 'packaging that was approved' : `${use.what} ${use.id}`;
  return refuse('conflict', `company prefix ${prefix} is used by ${by}`, {
    at: '/companyPrefixes',
    rule: 'GS1 GS §4.2.6: numbers are not used again, so what was issued under a prefix stays the company’s',
    remedy:
      use?.what === 'location'
        ? `keep it, or withdraw location ${use.id} first`
        : `send companyPrefixes with ${prefix}`,
  });
}
