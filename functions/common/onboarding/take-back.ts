import { Refused } from '#common/refused.ts';
import type { MasterData } from '#common/store/master-data.ts';
import { takeStep } from '#common/take-step.ts';
import { rejectVersion } from '#shared/master-data/change-version.ts';
import type { OpenVersion } from '#shared/master-data/version.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { type AuthorNeeds, partnersAuthors, submitterOf } from './partners-authors.ts';
import type { Acting } from './take-act.ts';

interface Needs extends AuthorNeeds {
  readonly master: Pick<MasterData, 'get' | 'version' | 'commit'>;
  readonly now: () => Date;
}

/** Refuses what was decided before a version was submitted: that would have to go back first. */
export const overtaken = (
  read: Pick<Onboarding, 'submitted'>,
  now: Pick<Onboarding, 'submitted'>,
): Refusal | undefined =>
  now.submitted === undefined || isSame(now.submitted, read.submitted)
    ? undefined
    : refuse('busy', 'a version of the partnership was submitted a moment ago', {
        remedy: 'send the same request again',
      });

const isSame = (one: NonNullable<Onboarding['submitted']>, other: Onboarding['submitted']): boolean =>
  one.version === other?.version && one.revision === other.revision;

/**
 * Sends the version that waits for our approval back, before the partnership goes back: nobody approves what is being changed. One that the partner's client handed in goes back also where
 * the partnership never heard of it, because the call that wrote it was cut off. Again it changes nothing.
 *
 * @throws Refused `busy` when one of ours is approving it just now
 */
export async function takeBack(
  needs: Needs,
  row: Pick<Onboarding, 'tenant' | 'partner' | 'submitted'>,
  who: Acting['who'],
  reason: string,
): Promise<void> {
  const { tenant, partner, submitted } = row;
  const read = await needs.master.get(tenant, 'partner', partner);
  const open = read?.head.open;
  if (open !== undefined && (await isPartners(needs, row, open))) {
    const decide = (head: Parameters<typeof rejectVersion>[0], doer: Parameters<typeof rejectVersion>[2]) =>
      rejectVersion(head, open, doer, reason);
    await takeStep(needs, { kind: 'partner', id: partner, who }, { decide, reason }, read);
    return;
  }
  // Sent back by a person already, who may be changing it.
  if (submitted === undefined || open?.version === submitted.version) return;
  const closed = await needs.master.version(tenant, 'partner', partner, submitted.version);
  if (closed?.state === 'approved' && closed.revision === submitted.revision)
    throw new Refused(
      refuse('busy', `version ${submitted.version} of partner ${partner} was approved a moment ago`, {
        remedy: `POST /api/onboardings/${partner}/approve ends that; then send the same request again`,
      }),
    );
}

/** True of a version that waits, and that the partner's client handed in. */
async function isPartners(
  needs: Needs,
  row: Pick<Onboarding, 'tenant' | 'partner' | 'submitted'>,
  open: OpenVersion,
): Promise<boolean> {
  if (open.state !== 'submitted' || open.withdraws) return false;
  if (row.submitted?.version === open.version && row.submitted.revision === open.revision) return true;
  const submitter = submitterOf(open);
  return (await partnersAuthors(needs, row, [submitter])).has(submitter);
}
