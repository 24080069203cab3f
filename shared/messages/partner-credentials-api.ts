import * as v from 'valibot';
import { probeStep } from '../network/probe-step.ts';

/** Characters of a secret; a PEM of a chain and its key stays below. */
const LONGEST = 16_000;

const secret = v.pipe(v.string(), v.minLength(1), v.maxLength(1000));
const pem = v.pipe(v.string(), v.minLength(1), v.maxLength(LONGEST));

/** Names in HTTP Basic end at the first colon (RFC 7617 §2). */
const user = v.pipe(v.string(), v.minLength(1), v.maxLength(200), v.regex(/^[^:]*$/, 'must have no colon'));
/** What goes into a header line as it is. */
const headerText = v.pipe(secret, v.regex(/^[!-~]+$/, 'must be printable ASCII without blanks'));

/** What proves at a partner who we are, by its kind. It is written and never told again. */
export const partnerCredential = v.variant('kind', [
  /** HTTP Basic, or a login of SFTP. */
  v.strictObject({ kind: v.literal('password'), user, password: secret }),
  v.strictObject({ kind: v.literal('token'), token: headerText }),
  v.strictObject({ kind: v.literal('api-key'), apiKey: headerText }),
  /** OAuth 2.0 client credentials (RFC 6749 §4.4). */
  v.strictObject({ kind: v.literal('client'), clientId: secret, clientSecret: secret }),
  /** PEM: a client certificate with its chain, and its private key without a passphrase. */
  v.strictObject({ kind: v.literal('certificate'), certificate: pem, key: pem }),
  /** PEM or OpenSSH: a private key that the partner gave us, without a passphrase. */
  v.strictObject({ kind: v.literal('ssh-key'), sshKey: pem }),
]);
export type PartnerCredential = v.InferOutput<typeof partnerCredential>;

export const credentialKinds = ['password', 'token', 'api-key', 'client', 'certificate', 'ssh-key'] as const;
export type CredentialKind = (typeof credentialKinds)[number];
export type CredentialOf<Kind extends CredentialKind> = Extract<PartnerCredential, { readonly kind: Kind }>;

/** What is told of a credential that is set: nothing that lets anybody in. */
export const toldCredential = v.object({
  kind: v.picklist(credentialKinds),
  /** Whom it names: a user, a client, the fingerprint of a certificate; otherwise dots alone. */
  shown: v.string(),
  setAt: v.string(),
  setBy: v.string(),
  /** When a certificate ends. */
  until: v.exactOptional(v.string()),
});
export type ToldCredential = v.InferOutput<typeof toldCredential>;

/** As it was set: where nothing takes it as things are, with a note that says so. */
export const setCredential = v.object({ ...toldCredential.entries, note: v.exactOptional(v.string()) });

export const toldCredentials = v.object({ partner: v.string(), credentials: v.array(toldCredential) });

/** What a test of a partner's channel saw. */
export const toldProbe = v.object({
  partner: v.string(),
  /** Of the partner's master data. */
  version: v.number(),
  channel: v.string(),
  at: v.string(),
  reached: v.boolean(),
  steps: v.array(probeStep),
  /** Where it was not reached: `transient`: a document would be tried again; `permanent`: somebody has to change something first. */
  failure: v.exactOptional(v.string()),
});
