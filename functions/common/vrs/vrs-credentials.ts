import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import { readSecret } from '#common/read-secret.ts';

const text = v.pipe(v.string(), v.minLength(1));

const shape = v.object({
  /** DID of the holder of the credential. */
  holder: v.optional(text),
  /** Private key of the holder as JWK (P-256). */
  key: v.optional(
    v.object({ kty: v.literal('EC'), crv: v.literal('P-256'), d: text, x: text, y: text, kid: v.optional(text) }),
  ),
  /** DSCSAATPCredential as JWT, as the issuer gave it. */
  credential: v.optional(text),
  /** Token for the directory service, and the only places it is sent to, `https://host:port`. */
  directoryToken: v.optional(text),
  origins: v.optional(v.array(text), []),
});

const kind = { shape, members: 'holder, key and credential', docs: 'docs/regulators-us.md' };

/** What proves who a tenant is when packs are verified. */
export type VrsCredentials = v.InferOutput<typeof shape>;

/** Finds what a tenant's secret holds. @throws Refused when there is none that can be used */
export type VrsCredentialsOf = (tenant: string, secret: string) => Promise<VrsCredentials>;

/** From the secret `seriate/vrs/<tenant>/<name>`. Read whenever it is needed, so that a renewed credential counts from the next question on. */
export const vrsCredentials =
  (client: SecretsManagerClient): VrsCredentialsOf =>
  async (tenant, secret) => {
    const SecretId = `seriate/vrs/${tenant}/${secret}`;
    const held = await readSecret(client, SecretId, kind);
    return held;
  };
