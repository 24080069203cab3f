import * as v from 'valibot';
import { partnerProblems, partner as shape } from '#shared/master-data/partner.ts';
import { type Content, content, type MasterHead } from '#shared/master-data/version.ts';
import { contentOf, digestOfContent } from '#shared/network/onboarding/content-of.ts';
import type { Onboarding } from '#shared/network/onboarding/onboarding.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import { shapeProblems } from '#shared/shape-problems.ts';

/** What both sides approve. */
export interface PartnerVersion {
  readonly content: Content;
  /** SHA-256 of it, hex. */
  readonly digest: string;
}

/**
 * The version of the partner that its profile and channel make, as the master data would hold it.
 *
 * @param head of the partner in the master data, whose other members stay
 */
export function versionOf(
  { profile, channel }: Pick<Onboarding, 'profile' | 'channel'>,
  head: MasterHead | undefined,
): PartnerVersion | Refusal {
  if (profile === undefined || channel === undefined)
    return refuse('conflict', `${profile === undefined ? 'the profile' : 'the channel'} is not there yet`, {
      remedy: 'PUT /partner/profile, then PUT /partner/channel',
    });
  const last = head?.open?.content ?? head?.current.at(-1)?.content;
  const read = v.safeParse(shape, contentOf(profile, channel, last));
  const problems: readonly Pick<Refusal, 'at' | 'detail' | 'remedy'>[] = read.success
    ? partnerProblems(read.output)
    : shapeProblems(shape, read.issues);
  const [first] = problems;
  if (read.success && first === undefined) {
    const whole = v.parse(content, JSON.parse(JSON.stringify(read.output)));
    return { content: whole, digest: digestOfContent(whole) };
  }
  const detail = problems.map((one) => `${one.at ?? '/'}: ${one.detail}`).join('; ');
  const { at = '/', remedy = 'mend it, then send it again' } = first ?? {};
  return refuse('malformed', detail, { at, rule: 'Seriate API, /api/openapi.json', remedy });
}
