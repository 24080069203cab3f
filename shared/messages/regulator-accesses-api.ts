import * as v from 'valibot';

/** How a tenant reaches the regulator of a market, as it is set: for its own reports, in the place of the installation's address. */
export const wantedRegulatorAccess = v.strictObject({
  /** Base URL of the regulator, or of the adapter in front of it. */
  url: v.pipe(v.string(), v.url(), v.maxLength(500)),
  /** Name of the secret that proves who sends. */
  secret: v.exactOptional(
    v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be 1 to 64 letters, digits, _ or -')),
  ),
  /** True where nothing is told in earnest. */
  rehearsal: v.optional(v.boolean(), false),
});

export const regulatorAccess = v.object({
  ...wantedRegulatorAccess.entries,
  market: v.string(),
  updatedAt: v.string(),
});
/** An access as it was set. */
export const setRegulatorAccess = v.object({
  ...regulatorAccess.entries,
  /** Some reports under way that went to another address: nobody asks about them, and none is sent again, before the access leads there again. */
  sentElsewhere: v.optional(v.array(v.string())),
});

/** How calls to the regulator of a market prove who makes them, and what a secret for it has to hold. */
export const accessKind = v.object({
  market: v.string(),
  /** `static`, `basic`, `mdlp-token`, `top-signature`, `its-token`, `xtrace-token`, `client-credentials` or `oms-token`. */
  access: v.string(),
  must: v.array(v.string()),
  may: v.array(v.string()),
  /** True where reports are made for who sets an access, and for nobody else. */
  onAccess: v.optional(v.boolean()),
  /** What ended the duty, where it is no more: reports are made for who sets an access, to rehearse. */
  repealed: v.optional(v.string()),
});

/** None of it is secret. */
export type RegulatorAccess = v.InferOutput<typeof regulatorAccess>;
