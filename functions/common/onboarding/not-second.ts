import type { Onboardings } from '#common/store/onboardings.ts';
import type { MasterHead } from '#shared/master-data/version.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { type AuthorNeeds, partnersAuthors, submitterOf } from './partners-authors.ts';

export interface SecondNeeds extends AuthorNeeds {
  readonly onboardings: Pick<Onboardings, 'get'>;
}

interface Approver {
  readonly tenant: string;
  readonly partner: string;
  /** A user name. */
  readonly caller: string;
}

/**
 * Why somebody may not approve the open version of a partner, by whichever route. Where the partner's own client had a hand in it, whoever invited the partner or was told a secret of
 * that client could have written it himself; and what was handed in waits only while the partnership says so. Undefined when he may.
 */
export async function notSecond(
  needs: SecondNeeds,
  { tenant, partner, caller }: Approver,
  open: MasterHead['open'],
): Promise<Refusal | undefined> {
  if (open === undefined) return undefined;
  const clients = await partnersAuthors(needs, { tenant, partner }, open.authors);
  if (clients.size === 0) return undefined;
  const row = await needs.onboardings.get(tenant, partner);
  const knew = [...clients.values()].some(({ secretTo = [] }) => secretTo.includes(caller));
  if (knew || row?.invitedBy.includes(caller))
    return refuse(
      'not-permitted',
      `${caller} ${knew ? `was told a secret of a client of ${partner}` : `invited ${partner}`}`,
      {
        rule: '21 CFR 11.10(g), EU GMP Annex 11 §10: a second person approves',
        remedy: 'let somebody approve it who neither invited the partner nor made its client',
      },
    );
  // The partner goes on changing it: what it handed in before is not what it tested.
  const isTested = row?.submitted?.version === open.version && row.submitted.revision === open.revision;
  if (open.state === 'submitted' && clients.has(submitterOf(open)) && !isTested)
    return refuse('conflict', `version ${open.version} is not what the partnership with ${partner} waits for`, {
      rule: 'docs/partners-onboarding.md: what was approved holds for what was tested alone',
      remedy: `GET /api/onboardings/${partner} tells how it stands; the partner approves anew, or POST …/reject sends it back`,
    });
  return undefined;
}
