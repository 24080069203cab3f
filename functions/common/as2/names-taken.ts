import * as v from 'valibot';
import { Refused } from '#common/refused.ts';
import type { NetworkIdentities } from '#common/store/network-identities.ts';
import type { Registry } from '#common/store/registry.ts';
import { partner } from '#shared/master-data/partner.ts';
import type { Content } from '#shared/master-data/version.ts';
import type { As2Settings } from '#shared/network/channel-settings.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';

export interface NamesNeeds {
  readonly registry: Pick<Registry, 'partners'>;
  readonly identities: Pick<NetworkIdentities, 'ownerOf'>;
}

/** A partner, and its settings for AS2. */
interface Named {
  readonly id: string;
  readonly as2: Pick<As2Settings, 'id' | 'ownId'> | undefined;
}

const rule = 'RFC 4130 §6.2: who sent a message, and to whom, is told by its AS2 names';

/**
 * What is wrong with the AS2 names of a tenant's partners: what comes in finds its partner by its name, so no two in force have one; and what we send in a name that is not
 * ours is answered to somebody else. It is asked when a version is written and again when it is approved; two that are approved in one moment may both pass, and the first
 * by id is found then.
 */
export async function as2NamesTaken(
  { registry, identities }: NamesNeeds,
  tenant: string,
  wanted: readonly Named[],
): Promise<(one: Named) => Refusal | undefined> {
  const own = [...new Set(wanted.flatMap(({ as2 }) => as2?.ownId ?? []))];
  const owners = new Map(await Promise.all(own.map(async (name) => [name, await identities.ownerOf(name)] as const)));
  const others = wanted.some(({ as2 }) => as2 !== undefined) ? await registry.partners(tenant) : [];
  return ({ id, as2 }) => {
    if (as2 === undefined) return undefined;
    if (others.some(({ partner: other, as2: theirs }) => other !== id && theirs?.id === as2.id))
      return refuse('conflict', `another partner has the AS2 name ${as2.id}`, {
        at: '/as2/id',
        rule,
        remedy: 'give the partner’s own name, or change the other partner first',
      });
    if (as2.ownId !== undefined && owners.get(as2.ownId) !== tenant)
      return refuse('conflict', `${as2.ownId} is no AS2 name of ours`, {
        at: '/as2/ownId',
        rule,
        remedy: 'leave it out, or take a name of GET /api/network/identity',
      });
    return undefined;
  };
}

/** Another partner may have come into force under its AS2 name since it was tested. @throws Refused */
export async function mustHaveOwnNames(needs: NamesNeeds, tenant: string, id: string, content: Content | undefined) {
  const named = { id, as2: content && v.parse(partner, content).as2 };
  const taken = (await as2NamesTaken(needs, tenant, [named]))(named);
  if (taken !== undefined) throw new Refused(taken);
}
