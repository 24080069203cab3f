import type { Entity } from '#common/as2/mime.ts';
import { partnerOf } from '#common/onboarding/partner-of.ts';
import { testsAs } from '#common/store/as2-invited.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import type { Party, PartyNeeds } from './find-party.ts';
import { isTaken, judgeDocument } from './judge-document.ts';
import type { Head } from './read-head.ts';
import type { TestNeeds } from './test-needs.ts';

/** A partner at its message test. */
export interface Invited extends Party {
  readonly row: Onboarding;
}

type Needs = Pick<PartyNeeds, 'identityOf' | 'now'> & Pick<TestNeeds, 'onboardings' | 'master'>;

/** A partner by its id, where it sends test files under an AS2 name now. */
export async function asInvited(needs: Needs, tenant: string, id: string, from: string): Promise<Invited | undefined> {
  const row = await needs.onboardings.get(tenant, id);
  if (row === undefined || testsAs(row) !== from) return undefined;
  const [partner, identity] = await Promise.all([partnerOf(needs, row), needs.identityOf(tenant, needs.now())]);
  const settings = partner.as2;
  return identity && settings && { tenant, partner, settings, identity, row };
}

/**
 * Of whom a message is that no partner in force sent: one that is at its message test, and says in its channel that it is called so. Of several that say so it is the one that proves
 * it: a name that others claim hides nobody.
 *
 * @param called ids of those that say so
 */
export async function findInvited(
  needs: Needs,
  tenant: string,
  called: readonly string[],
  head: Head,
  message: Entity,
): Promise<Invited | undefined> {
  let first: Invited | undefined;
  for (const id of called) {
    const one = await asInvited(needs, tenant, id, head.from);
    if (one !== undefined && isTaken(judgeDocument(one, head, message))) return one;
    first ??= one;
  }
  return first;
}
