import { Refused } from '#common/refused.ts';
import { mustBeReachable } from '#common/send/must-be-reachable.ts';
import type { OutboundGuard } from '#common/send/outbound.ts';
import { refuse } from '#shared/refusal.ts';
import type { Pool, Refill } from '#shared/serials/pool.ts';

export interface JudgeNeeds {
  readonly guard: OutboundGuard;
}

/** Product groups of order stations whose codes are medicines, by the profile of the pool that is filled (public clients of CRPT: [M]): the one that reports of its packs name. */
const groups: Readonly<Record<string, readonly string[]>> = {
  ru: ['pharma'],
  kz: ['pharma'],
  uz: ['pharma'],
};
/** Profiles of the markets whose system is on the xTrace platform. */
const onXtrace = ['kz', 'uz'];

/**
 * Refuses a refill that could never be asked for: an address that nothing is sent to, and codes of another group of goods than the pool’s profile is for.
 *
 * @throws Refused `malformed`
 */
export async function mustBeAskable(
  { guard }: JudgeNeeds,
  { id, profile = '' }: Pick<Pool, 'id' | 'profile'>,
  { issuer }: Refill,
): Promise<void> {
  const { kind, productGroup } = issuer;
  const known = groups[profile];
  if (kind === 'xtrace' && !onXtrace.includes(profile)) throw new Refused(isElsewhere(id, profile));
  if (kind !== 'seriate' && productGroup !== undefined && known?.includes(productGroup) === false)
    throw new Refused(
      refuse('malformed', `pool ${id} is for ${profile}, whose codes are not of the product group ${productGroup}`, {
        at: '/refill/issuer/productGroup',
        rule: 'order stations: a code is of the product group that it was ordered for',
        remedy: `give ${known.join(' or ')}, or leave productGroup out`,
      }),
    );
  for (const member of ['url', 'tokenUrl']) {
    const url = issuer[member];
    if (url !== undefined) await mustBeReachable(guard, url, `/refill/issuer/${member}`);
  }
}

const isElsewhere = (id: string, profile: string) =>
  refuse('malformed', `pool ${id} is for ${profile || 'no market'}, whose codes no system on xTrace issues`, {
    at: '/refill/issuer/kind',
    rule: 'xTrace: codes of Kazakhstan (kz) and Uzbekistan (uz)',
    remedy: 'give the issuer of the pool’s own market, or make a pool of profile kz or uz',
  });
