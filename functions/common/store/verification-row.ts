import * as v from 'valibot';
import { outcomes } from '#shared/vrs/outcomes.ts';
import { verificationStates } from '#shared/vrs/verification-states.ts';

const evidence = v.object({
  /** ISO 8601. */
  at: v.string(),
  direction: v.picklist(['sent', 'answered']),
  /** Of the object that holds the bytes. */
  key: v.string(),
  status: v.optional(v.number()),
  /** Id of the ATP credential that was shown. */
  credential: v.optional(v.string()),
});
export type VerificationEvidence = v.InferOutput<typeof evidence>;

export const storedVerification = v.object({
  tenant: v.string(),
  id: v.string(),
  gtin: v.string(),
  lot: v.string(),
  serial: v.string(),
  /** YYMMDD */
  exp: v.string(),
  context: v.optional(v.literal('dscsaSaleableReturn')),
  reqGLN: v.string(),
  corrUUID: v.string(),
  by: v.string(),
  state: v.picklist(verificationStates),
  outcome: v.optional(v.picklist(outcomes)),
  reason: v.optional(v.string()),
  additionalInfo: v.optional(v.string()),
  detail: v.optional(v.string()),
  /** Where the answer is from: the repository of this house, or a responder. */
  answeredBy: v.optional(v.picklist(['repository', 'responder'])),
  responderUrl: v.optional(v.string()),
  responderGLN: v.optional(v.string()),
  verifiedAt: v.optional(v.string()),
  attempts: v.number(),
  /** Of a return: when it has to be answered. */
  deadline: v.optional(v.string()),
  /** How it was closed. */
  closed: v.optional(v.object({ at: v.string(), by: v.string(), reason: v.string() })),
  evidence: v.array(evidence),
  createdAt: v.string(),
  updatedAt: v.string(),
});

/** A pack that was asked about, from the question to its end. Evidence of the DSCSA (6 years): it is kept. */
export type Verification = v.InferOutput<typeof storedVerification>;

/** What a turn changes. */
export type VerificationChange = { readonly [Name in keyof Verification]?: Verification[Name] | undefined };
