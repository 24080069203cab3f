import * as v from 'valibot';
import { responderFields, responderUrl } from '../vrs/directory-entry.ts';
import { outcomes } from '../vrs/outcomes.ts';
import { verificationStates } from '../vrs/verification-states.ts';

/** Shapes of the HTTP API for verification requests and the look-up directory. */
const text = (most: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(most));
const gtin = v.pipe(v.string(), v.regex(/^\d{14}$/, 'must be 14 digits'));

/** A pack by its scanned code, or by its four elements. */
export const verificationRequest = v.strictObject({
  code: v.exactOptional(text(2000)),
  gtin: v.exactOptional(gtin),
  lot: v.exactOptional(text(20)),
  serial: v.exactOptional(text(20)),
  /** YYMMDD */
  exp: v.exactOptional(v.pipe(v.string(), v.regex(/^\d{6}$/, 'must be YYMMDD'))),
  /** A pack that came back and is to be sold again: then it is asked until it is answered, for a day. */
  context: v.exactOptional(v.literal('dscsaSaleableReturn')),
});
export type VerificationRequest = v.InferOutput<typeof verificationRequest>;

const said = v.optional(v.string());

/** A verification as it is told. */
export const verificationView = v.object({
  id: v.string(),
  gtin: v.string(),
  lot: v.string(),
  serial: v.string(),
  /** YYMMDD */
  exp: v.string(),
  context: said,
  /** GLN that we asked under, and the id by which the question is found at the responder. */
  reqGLN: v.string(),
  corrUUID: v.string(),
  by: v.string(),
  state: v.picklist(verificationStates),
  outcome: v.optional(v.picklist(outcomes)),
  /** What the outcome means, and what to do. */
  meaning: said,
  remedy: said,
  reason: said,
  additionalInfo: said,
  detail: said,
  answeredBy: v.optional(v.picklist(['repository', 'responder'])),
  responderUrl: said,
  responderGLN: said,
  verifiedAt: said,
  attempts: v.number(),
  /** Of a return: when it has to be answered. */
  deadline: said,
  closed: v.optional(v.object({ at: v.string(), by: v.string(), reason: v.string() })),
  evidence: v.array(
    v.object({
      at: v.string(),
      direction: v.picklist(['sent', 'answered']),
      status: v.optional(v.number()),
      /** Id of the ATP credential that was shown. */
      credential: said,
    }),
  ),
  createdAt: v.string(),
  updatedAt: v.string(),
});
export type VerificationView = v.InferOutput<typeof verificationView>;
export const verificationPage = v.object({ verifications: v.array(verificationView), next: said });

export const verificationReason = v.strictObject({
  reason: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(1000)),
});

export const wantedEntry = v.strictObject(responderFields);

const did = v.pipe(
  v.string(),
  v.regex(/^did:[a-z0-9]+:[A-Za-z0-9._:%-]{1,200}$/, 'must be a DID, as did:web:issuer.example'),
);

/** How a tenant takes part in verification. Keys and credential are in the secret that it names. */
export const wantedVrsSettings = v.strictObject({
  /** Base URL of a directory service; absent: people alone keep the directory. */
  directoryUrl: v.exactOptional(responderUrl),
  /** `seriate/vrs/<tenant>/<secret>` in Secrets Manager. */
  secret: v.exactOptional(
    v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}$/, 'must be 1 to 100 letters, digits or _.-')),
  ),
  /** Show our ATP credential when we ask and when we answer. */
  presents: v.optional(v.boolean(), false),
  /** Refuse who asks without an accepted credential. */
  demands: v.optional(v.boolean(), false),
  /** Take no answer without one either. */
  demandsOfResponders: v.optional(v.boolean(), false),
  /** What others name us by in their presentations; absent: the GLN of the tenant as a Digital Link. */
  audience: v.exactOptional(text(200)),
  issuers: v.optional(v.pipe(v.array(v.strictObject({ did, jwksUrl: responderUrl })), v.maxLength(20)), []),
});
export type WantedVrsSettings = v.InferOutput<typeof wantedVrsSettings>;
