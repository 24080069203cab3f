import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import { Refused } from '#common/refused.ts';
import { refuse } from '#shared/refusal.ts';

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

/** What proves who a tenant is when packs are verified. */
export type VrsCredentials = v.InferOutput<typeof shape>;

/** Finds what a tenant's secret holds. @throws Refused when there is none that can be used */
export type VrsCredentialsOf = (tenant: string, secret: string) => Promise<VrsCredentials>;

/** From the secret `seriate/vrs/<tenant>/<name>`. Read whenever it is needed, so that a renewed credential counts from the next question on. */
export const vrsCredentials =
  (client: SecretsManagerClient): VrsCredentialsOf =>
  async (tenant, secret) => {
    const SecretId = `seriate/vrs/${tenant}/${secret}`;
    const read = v.safeParse(v.pipe(v.string(), v.parseJson(), shape), await secretText(client, SecretId));
    if (!read.success) throw unusable(SecretId, 'is not JSON with holder, key and credential');
    return read.output;
  };

async function secretText(client: SecretsManagerClient, SecretId: string): Promise<string> {
  try {
    return (await client.send(new GetSecretValueCommand({ SecretId }))).SecretString ?? '';
  } catch (error) {
    // A bundle's client knows no class for it (infra/constructs/slim-clients.ts).
    if (error instanceof Error && error.name === 'ResourceNotFoundException')
      throw unusable(SecretId, 'does not exist');
    throw error;
  }
}

const unusable = (secret: string, why: string) =>
  new Refused(
    refuse('conflict', `the secret ${secret} ${why}`, {
      at: '/secret',
      remedy: 'docs/regulators-us.md says what it holds',
    }),
  );
