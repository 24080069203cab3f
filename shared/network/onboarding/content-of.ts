import type { Content } from '../../master-data/version.ts';
import { canonicalJson } from '../../wire/canonical-json.ts';
import type { JsonObject } from '../../wire/json.ts';
import { sha256 } from '../../wire/sha256.ts';
import type { OnboardingChannel, OnboardingOffers, OnboardingProfile } from './profile.ts';

/** What the partner says by its profile and channel, and by nothing else; all other members of a version stay as they are. */
const said = [
  'name',
  'party',
  'gln',
  'kind',
  'address',
  'licences',
  'contacts',
  'document',
  'channel',
  'url',
  'https',
  'as2',
  'sftp',
  'tenant',
  'results',
] as const;

/** What of a partnership a version is made of. */
export interface Said {
  readonly profile: OnboardingProfile;
  readonly channel: OnboardingChannel;
  /** By which mappings it was agreed to read and write, when the partner was invited. */
  readonly mapping?: OnboardingOffers['mapping'];
}

/**
 * The version of the partner that its profile and channel make.
 *
 * @param last what was said of the partner last, which keeps what is ours to say: mappings, registrations, the generation of its secret
 */
export function contentOf({ profile, channel, mapping }: Said, last: Content = {}): JsonObject {
  const kept = Object.fromEntries(Object.entries(last).filter(([name]) => !said.some((one) => one === name)));
  const { sends: _, ...told } = profile;
  const agreed = mapping && { mapping: { ...Object(kept['mapping']), ...mapping } };
  // Members that are absent are no members.
  return JSON.parse(JSON.stringify({ ...kept, ...agreed, ...told, ...channel }));
}

/** Of a version that which the partner says itself: what it is shown and approves. All else is ours alone. */
export const saidBy = (content: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(content).filter(([name]) => said.some((one) => one === name)));

/** What an approval binds to: SHA-256 of what the partner says, in canonical JSON, hex. */
export const digestOfContent = (content: JsonObject): string => sha256(canonicalJson(content));
