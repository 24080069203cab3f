import * as v from 'valibot';
import { signature } from '../access/signature.ts';
import { onboarding, onboardingEvidence, sentMessage } from '../network/onboarding/onboarding.ts';
import { onboardingChannel, onboardingOffers, onboardingProfile } from '../network/onboarding/profile.ts';
import { onboardingActs, onboardingStates, returnSteps } from '../network/onboarding/states.ts';
import { documentForms, refusalReasons, testCases } from '../network/onboarding/test-cases.ts';
import { probeStep } from '../network/probe-step.ts';
import { partnerCredential } from './partner-credentials-api.ts';

/** Shapes of the HTTP API for onboarding: our side's first, then the partner's. */

const HOUR = 3600;
const words = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));
/** SHA-256 in hex. */
const digest = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in hex'));

export const newInvitation = v.strictObject({
  /** To whom a person sends it; nothing is mailed from here. */
  email: v.optional(v.pipe(v.string(), v.email('must be an e-mail address'), v.maxLength(254))),
  /** Seconds: an hour to thirty days. */
  expiresIn: v.optional(v.pipe(v.number(), v.integer(), v.minValue(HOUR), v.maxValue(30 * 24 * HOUR)), 7 * 24 * HOUR),
  note: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(1000))),
  offers: v.optional(onboardingOffers),
});

export const madeInvitation = v.object({
  partner: v.string(),
  state: v.picklist(onboardingStates),
  /** Told this once. */
  token: v.string(),
  /** The token behind the address that takes it. */
  link: v.string(),
  /** How the partner takes it up, in words to send along: the link is for a script, not for a browser. */
  accept: v.string(),
  expiresAt: v.string(),
});

const { invitation: _, fetched: __, ...told } = onboarding.entries;
const toldInvitation = v.object({
  by: v.string(),
  at: v.string(),
  expiresAt: v.string(),
  email: v.optional(v.string()),
  note: v.optional(v.string()),
});

export const toldEntry = v.object({
  at: v.string(),
  by: v.string(),
  act: v.picklist(onboardingActs),
  state: v.picklist(onboardingStates),
  detail: v.optional(v.record(v.string(), v.unknown())),
});

export const toldOnboarding = v.object({
  ...told,
  invitation: v.optional(toldInvitation),
  /** What is still missing before both can approve. */
  missing: v.array(v.string()),
});

export const onboardingWithHistory = v.object({ ...toldOnboarding.entries, history: v.array(toldEntry) });
export const onboardingPage = v.object({ onboardings: v.array(toldOnboarding), next: v.optional(v.string()) });

/** Our approval of what the partner has approved, by the digest of it that was read. */
export const ourApproval = v.strictObject({ digest, signature });

/** Why, in words that still say something years later. */
const reason = v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(1000));
export const onboardingReason = v.strictObject({ reason });
export const onboardingReturn = v.strictObject({ to: v.picklist(returnSteps), reason });

export const invitationToken = v.strictObject({ token: v.pipe(v.string(), v.minLength(1), v.maxLength(200)) });

/** The partner's own machine client; its secret is told this once. */
export const partnerSession = v.object({
  tenant: v.string(),
  partner: v.string(),
  state: v.picklist(onboardingStates),
  clientId: v.string(),
  clientSecret: v.string(),
  /** Where it gets its tokens (client credentials, RFC 6749 §4.4), and the scopes to ask for. */
  tokenUrl: v.string(),
  scope: v.string(),
});

export const channelOfPartner = v.strictObject({
  ...onboardingChannel.entries,
  /** What proves there who we are; sealed, and never told again. */
  credentials: v.optional(v.pipe(v.array(partnerCredential), v.maxLength(6))),
});

/** Our message; which bytes it had is told once the partner has told them. */
const toldSent = v.object({ ...sentMessage.entries, sha256: v.optional(v.string()) });

/** The partnership as the partner sees it. */
export const ownPartnership = v.object({
  tenant: v.string(),
  partner: v.string(),
  state: v.picklist(onboardingStates),
  offers: onboardingOffers,
  profile: v.optional(onboardingProfile),
  channel: v.optional(onboardingChannel),
  evidence: v.object({ ...onboardingEvidence.entries, sent: v.optional(toldSent) }),
  missing: v.array(v.string()),
  returned: v.optional(v.object({ at: v.string(), reason: v.string() })),
  suspended: v.optional(v.object({ at: v.string(), reason: v.string() })),
  liveSince: v.optional(v.string()),
  /** What both approve, once profile and channel are there. */
  content: v.optional(v.record(v.string(), v.unknown())),
  digest: v.optional(v.string()),
});

const testFile = v.object({
  name: v.string(),
  form: v.picklist(documentForms),
  test: v.picklist(testCases),
  expected: v.picklist(['accepted', ...refusalReasons]),
  contentType: v.string(),
  content: v.string(),
});

/** What a partner needs to know of us. */
export const oursForPartner = v.object({
  name: v.string(),
  party: v.string(),
  gln: v.string(),
  address: v.optional(v.record(v.string(), v.unknown())),
  /** Where documents are uploaded by the partner's client. */
  inboundUrl: v.string(),
  /** Where AS2 messages go (RFC 4130). */
  as2Url: v.string(),
  /** Our name and certificate there (PEM), where the tenant has made one. */
  as2: v.optional(v.object({ id: v.string(), certificate: v.string() })),
  ssh: v.object({ publicKey: v.string(), fingerprint: v.string() }),
  /** Of the channel `webhook`: by which our signatures are verified. */
  webhookSecret: v.optional(v.string()),
  /** The number that the partner's own test files give their despatch advice; those below have another. */
  despatchAdvice: v.string(),
  files: v.array(testFile),
});

export const toldConnectionTest = v.object({
  state: v.picklist(onboardingStates),
  reached: v.boolean(),
  steps: v.array(probeStep),
});

/** One piece of the message test: a file of the partner's is judged, or the partner tells what it got of ours. */
export const messageTest = v.variant('act', [
  v.strictObject({
    act: v.literal('judge'),
    test: v.picklist(testCases),
    form: v.picklist(documentForms),
    name: v.pipe(v.string(), v.regex(/^[\w. -]{1,128}$/, 'must be a file name')),
    content: v.pipe(v.string(), v.minLength(1), v.maxLength(1024 * 1024, 'must be at most a megabyte')),
  }),
  /** Judges what was fetched from the partner's server. */
  v.strictObject({ act: v.literal('fetched') }),
  v.strictObject({ act: v.literal('acknowledge'), id: words, sha256: digest }),
]);

const judgedAs = {
  outcome: v.optional(v.picklist(['accepted', ...refusalReasons])),
  asExpected: v.optional(v.boolean()),
  detail: v.optional(v.string()),
  remedy: v.optional(v.string()),
};

export const toldMessageTest = v.object({
  state: v.picklist(onboardingStates),
  missing: v.array(v.string()),
  ...judgedAs,
  /** Of what was fetched: each stands for the case that it ended as; without one it is none of the test. */
  files: v.optional(
    v.array(
      v.object({
        name: v.string(),
        test: v.optional(v.picklist(testCases)),
        form: v.optional(v.picklist(documentForms)),
        ...judgedAs,
      }),
    ),
  ),
});

/** Test files that were fetched from the partner's own server; they are judged by `{"act": "fetched"}`. */
export const toldFetchedTests = v.object({
  state: v.picklist(onboardingStates),
  files: v.array(
    v.object({
      name: v.string(),
      /** Why it was not taken, or could not be moved. */
      failure: v.optional(v.string()),
    }),
  ),
  /** Files that are still there: call again. */
  left: v.optional(v.number()),
});

export const toldTestMessage = v.object({
  state: v.picklist(onboardingStates),
  sent: toldSent,
  detail: v.optional(v.string()),
  /** Where nothing is sent and the partner fetches it here. */
  message: v.optional(v.object({ contentType: v.string(), content: v.string() })),
});

/** Who of the partner approves, and the digest of what was read. */
export const partnerApproval = v.strictObject({ digest, name: words, title: v.optional(words) });
