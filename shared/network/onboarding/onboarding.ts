import * as v from 'valibot';
import { signatureRecord } from '../../access/signature.ts';
import { inboundWays } from '../channel-kinds.ts';
import { probeStep } from '../probe-step.ts';
import { onboardingChannel, onboardingOffers, onboardingProfile } from './profile.ts';
import { onboardingStates } from './states.ts';
import { documentForms, refusalReasons, testCases } from './test-cases.ts';

/** Who did something, and when (ISO 8601, UTC). */
const done = { at: v.string(), by: v.string() };

/** What became of a file that the partner sent as a test; its bytes are not kept. */
export const judgedFile = v.object({
  ...done,
  name: v.string(),
  /** Hex. */
  sha256: v.string(),
  form: v.picklist(documentForms),
  test: v.picklist(testCases),
  outcome: v.picklist(['accepted', ...refusalReasons]),
  asExpected: v.boolean(),
  detail: v.optional(v.string()),
  /** By which channel it came; absent: it was handed in by a call. */
  way: v.optional(v.picklist(inboundWays)),
});
export type JudgedFile = v.InferOutput<typeof judgedFile>;

/** Our golden message to the partner, and whether it told what it got. */
export const sentMessage = v.object({
  ...done,
  id: v.string(),
  sha256: v.string(),
  /** What the channel heard. */
  verdict: v.string(),
  acknowledged: v.optional(v.object(done)),
});
export type SentMessage = v.InferOutput<typeof sentMessage>;

/** What tests and approvals have shown since what they hold for was changed last. */
export const onboardingEvidence = v.object({
  connection: v.optional(v.object({ ...done, steps: v.array(probeStep) })),
  files: v.optional(v.array(judgedFile), []),
  sent: v.optional(sentMessage),
  /** The partner's approval: who of it said so, and the digest of what was approved. */
  partner: v.optional(v.object({ ...done, name: v.string(), title: v.optional(v.string()), digest: v.string() })),
  ours: v.optional(signatureRecord),
});
export type OnboardingEvidence = v.InferOutput<typeof onboardingEvidence>;

/** An invitation that is out; its token is known to the partner alone. */
export const onboardingInvitation = v.object({
  ...done,
  /** SHA-256 of the token, hex. */
  hash: v.string(),
  expiresAt: v.string(),
  email: v.optional(v.string()),
  note: v.optional(v.string()),
});

/** A partnership on its way, and what is known of it by then. */
export const onboarding = v.object({
  tenant: v.string(),
  /** In the master data. */
  partner: v.string(),
  state: v.picklist(onboardingStates),
  offers: onboardingOffers,
  invitation: v.optional(onboardingInvitation),
  /** Everybody of ours who ever invited it: none of them approves it. */
  invitedBy: v.array(v.string()),
  /** The machine client by which the partner calls, by its id in the tenant. */
  client: v.optional(v.string()),
  profile: v.optional(onboardingProfile),
  channel: v.optional(onboardingChannel),
  evidence: onboardingEvidence,
  /** The version of the master data that both are to approve. */
  submitted: v.optional(v.object({ version: v.number(), revision: v.number() })),
  /** Since when a version that came of it is in force. */
  liveSince: v.optional(v.string()),
  /** Since when it is looked at whether it goes without a fault: our last approval, or since it was resumed. Absent: since it is in force. */
  watchedSince: v.optional(v.string()),
  /** Since when nothing goes or comes by what was in force: it was withdrawn, and nothing was approved since. */
  endedAt: v.optional(v.string()),
  suspended: v.optional(v.object({ ...done, reason: v.string(), from: v.picklist(onboardingStates) })),
  /** What a person said when it was sent back. */
  returned: v.optional(v.object({ ...done, reason: v.string() })),
  /** Test files that were fetched from the partner's own server and wait to be judged: how they were called, and by which hash their bytes are found. */
  fetched: v.optional(v.array(v.object({ at: v.string(), name: v.string(), sha256: v.string() }))),
  /** Tests that reach out, in the hour (UTC, `2026-03-01T08`) of the last one. */
  tries: v.optional(v.object({ hour: v.string(), count: v.number() })),
  /** What the partner did on the day (UTC, `2026-03-01`) on which it did something last. */
  acts: v.optional(v.object({ day: v.string(), count: v.number() })),
  createdAt: v.string(),
  updatedAt: v.string(),
  /** Grows with every change. */
  version: v.number(),
  /** Entries of its history. */
  entries: v.number(),
});
export type Onboarding = v.InferOutput<typeof onboarding>;
