import * as v from 'valibot';
import { partnerProblems, partner as shape } from '#shared/master-data/partner.ts';
import { type Content, content, type MasterHead } from '#shared/master-data/version.ts';
import { contentOf, digestOfContent, saidBy } from '#shared/network/onboarding/content-of.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { shapeProblems } from '#shared/shape-problems.ts';

export interface PartnerVersion {
  /** All of it, as it is written to the master data. */
  readonly content: Content;
  /** What the partner says, and both sides approve. */
  readonly told: Content;
  /** SHA-256 of that, hex. */
  readonly digest: string;
}

/**
 * The version of the partner that its profile and channel make, as the master data would hold it.
 *
 * @param head of the partner in the master data; the other members of what was approved last stay
 */
export function versionOf(
  { profile, channel, offers: { mapping } }: Pick<Onboarding, 'profile' | 'channel' | 'offers'>,
  head: MasterHead | undefined,
): PartnerVersion | Refusal {
  if (profile === undefined || channel === undefined)
    return refuse('conflict', `${profile === undefined ? 'the profile' : 'the channel'} is not there yet`, {
      remedy: 'PUT /partner/profile, then PUT /partner/channel',
    });
  // Drafts are still somebody's work: what of them is ours was approved by nobody, and is none of the partner's business.
  const last = head?.current.at(-1)?.content;
  const read = v.safeParse(shape, contentOf({ profile, channel, mapping }, last));
  const problems: readonly Pick<Refusal, 'at' | 'detail' | 'remedy'>[] = read.success
    ? partnerProblems(read.output)
    : shapeProblems(shape, read.issues);
  const [first] = problems;
  if (read.success && first === undefined) {
    const whole = v.parse(content, JSON.parse(JSON.stringify(read.output)));
    const told = saidBy(whole);
    return { content: whole, told, digest: digestOfContent(told) };
  }
  const detail = problems.map((one) => `${one.at ?? '/'}: ${one.detail}`).join('; ');
  const { at = '/', remedy = 'mend it, then send it again' } = first ?? {};
  return refuse('malformed', detail, { at, rule: 'Seriate API, /api/openapi.json', remedy });
}
