import { longerAfter, type PrefixChange, rowsOf } from '#common/store/company-prefixes.ts';
import { claimsOf, MOST_PREFIX_ROWS, type TenantRead } from '#common/store/tenants.ts';
import type { Use } from '#common/store/uses.ts';
import { isCompanyPrefix, nestingProblem, neverIssuedProblem, stemsOf } from '#shared/gs1/company-prefix.ts';
import type { TenantProfile } from '#shared/messages/registry-api.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';

const NEVER_NEST =
  'GS1 GS, glossary, GS1 Company Prefix: a prefix is issued to one company and excludes all longer ones that begin with it';

type Wanted = Pick<TenantProfile, 'gln' | 'companyPrefixes'>;

/** What changes when a tenant wants these company prefixes and no others, and this GLN, or why it cannot have them. */
export function prefixChange(
  tenant: string,
  { profile, holdings }: TenantRead,
  wanted: Wanted,
): PrefixChange | Refusal {
  const nested = nestingProblem(wanted.companyPrefixes);
  if (nested !== undefined) return { ...nested, at: `/companyPrefixes${nested.at ?? ''}` };
  const claims = claimsOf(wanted);
  const holds = (claim: string) => holdings.get(claim)?.holder === tenant;
  const change = {
    take: claims.filter((claim) => !holds(claim)),
    drop: (profile ? claimsOf(profile) : []).filter((claim) => holds(claim) && !claims.includes(claim)),
  };
  return cannotTake(tenant, holdings, change, wanted) ?? (rowsOf(change) > MOST_PREFIX_ROWS ? tooMany(change) : change);
}

/** What was taken before stays, also what GS1 never issues: a company could not change its name otherwise. */
function cannotTake(
  tenant: string,
  holdings: TenantRead['holdings'],
  change: PrefixChange,
  wanted: Wanted,
): Refusal | undefined {
  const deltas = longerAfter(change);
  const isForeign = (claim: string) => {
    const holder = holdings.get(claim)?.holder;
    return holder !== undefined && holder !== tenant;
  };
  const isTaken = (claim: string) =>
    [claim, ...stemsOf(claim)].some(isForeign) ||
    (holdings.get(claim)?.longer ?? 0) + Math.min(0, deltas.get(claim) ?? 0) > 0;
  for (const claim of change.take) {
    const at = claim === wanted.gln ? '/gln' : `/companyPrefixes/${wanted.companyPrefixes.indexOf(claim)}`;
    const never = neverIssuedProblem(claim);
    if (never !== undefined) return { ...never, at };
    if (isTaken(claim)) return claim === wanted.gln ? glnOfAnother(claim) : heldByAnother(claim, at);
  }
  return undefined;
}

/** Whose it is, and whether it is this prefix, a shorter or a longer one, is that company's affair. */
const heldByAnother = (prefix: string, at: string) =>
  refuse(
    'conflict',
    `company prefix ${prefix}, or one that it nests with, or a GLN under it, is held by another company`,
    {
      at,
      rule: NEVER_NEST,
      remedy: 'compare it with your licence (Verified by GS1); if it is yours, ask whoever runs the installation',
    },
  );

/** Whose it is, and whether it is the GLN or a prefix that it begins with, is that company's affair. */
const glnOfAnother = (gln: string) =>
  refuse('conflict', `GLN ${gln} is that of another company, or under a company prefix of another`, {
    at: '/gln',
    rule: 'GS1 GS §2.4: a GLN names one party, and is allocated by who holds the company prefix that it begins with',
    remedy: 'give your own GLN (Verified by GS1); if this is yours, ask whoever runs the installation',
  });

/** The GLN goes with the first of them, whatever is left for later. */
function tooMany({ take, drop }: PrefixChange): Refusal {
  const prefixes = take.filter(isCompanyPrefix);
  const withFirst = (count: number) => [
    ...take.filter((claim) => !isCompanyPrefix(claim)),
    ...prefixes.slice(0, count),
  ];
  const most = prefixes.findLastIndex((_, i) => rowsOf({ take: withFirst(i + 1), drop }) <= MOST_PREFIX_ROWS) + 1;
  const detail = `${prefixes.length} new company prefixes and ${drop.length} that go change ${rowsOf({ take, drop })} rows, and one call may change ${MOST_PREFIX_ROWS}`;
  return refuse('too-large', detail, {
    at: '/companyPrefixes',
    rule: 'Seriate: a prefix has a row, and one for every shorter prefix from six digits on that none beside it shares',
    remedy:
      most > 0
        ? `send those that stay and the first ${most} of the new ones, then the others`
        : 'leave out twelve at a time, each time with all that shall stay',
  });
}

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
