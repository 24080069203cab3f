import * as v from 'valibot';

/**
 * Claims of an authorised trading partner's proof, after the profile of the Open Credentialing Initiative (OCI): a W3C verifiable credential
 * `DSCSAATPCredential` inside a verifiable presentation, both as JWT. The profile's text was not at hand; that the holder's key stands in the
 * credential (`cnf`, RFC 7800) is our choice, and so is `nonce` for the corrUUID.
 */
const text = v.pipe(v.string(), v.minLength(1), v.maxLength(500));

/** Where it is told whether a credential was revoked (W3C Bitstring Status List; StatusList2021 before it). */
export const statusEntry = v.object({
  statusListIndex: v.pipe(
    v.union([v.string(), v.number()]),
    v.transform(Number),
    v.integer(),
    v.minValue(0),
    v.maxValue(16_777_215),
  ),
  statusListCredential: v.pipe(v.string(), v.url()),
});
export type StatusEntry = v.InferOutput<typeof statusEntry>;

export const credentialClaims = v.object({
  iss: text,
  sub: text,
  jti: text,
  exp: v.number(),
  cnf: v.object({ jwk: v.looseObject({ kty: v.literal('EC'), crv: v.literal('P-256'), x: text, y: text }) }),
  vc: v.object({
    type: v.pipe(
      v.array(v.string()),
      v.check((types) => types.includes('DSCSAATPCredential'), 'is no DSCSAATPCredential'),
    ),
    credentialSubject: v.object({ id: text }),
    credentialStatus: v.optional(statusEntry),
  }),
});

export const presentationClaims = v.object({
  iss: text,
  exp: v.number(),
  nonce: text,
  vp: v.object({
    type: v.pipe(
      v.array(v.string()),
      v.check((types) => types.includes('VerifiablePresentation'), 'is no VerifiablePresentation'),
    ),
    verifiableCredential: v.strictTuple([v.string()]),
  }),
});

export const statusListClaims = v.object({
  iss: text,
  sub: v.optional(v.string()),
  vc: v.object({
    credentialSubject: v.object({
      encodedList: v.pipe(v.string(), v.maxLength(4_000_000)),
      statusPurpose: v.optional(v.string(), 'revocation'),
    }),
  }),
});

/** Why a presentation is not accepted. It is for the log: whoever presents it is told no more than 403. */
export const atpProblems = [
  'missing',
  'malformed',
  'issuer-unknown',
  'signature',
  'expired',
  'not-yet-valid',
  'audience',
  'holder',
  'correlation',
  'revoked',
] as const;
export type AtpProblem = (typeof atpProblems)[number];

/** The header in which a presentation travels: so in OCI's test scripts as the corpus has them; the standard itself names none (confidence medium). */
export const ATP_HEADER = 'ATPAuthorization';
