import { createSecureContext } from 'node:tls';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import { readSecret, unusable } from '#common/read-secret.ts';

const text = v.pipe(v.string(), v.minLength(1));

const shape = v.object({
  /** The only places it is sent to, `https://host:port`. */
  origins: v.pipe(v.array(text), v.minLength(1)),
  /** Sent as bearer token. */
  token: v.exactOptional(text),
  /** PEM: the client certificate with its chain, and its private key. */
  certificate: v.exactOptional(text),
  key: v.exactOptional(text),
  /** PEM: the only authority to trust; absent, those that everybody trusts. */
  ca: v.exactOptional(text),
});

const kind = { shape, members: 'origins', docs: 'docs/regulators.md' };

/** What proves at a regulator who a tenant is. */
export type RegulatorCredentials = v.InferOutput<typeof shape>;

/** Finds the credentials of a tenant's secret. @throws Refused when there are none that can be used */
export type CredentialsOf = (tenant: string, secret: string) => Promise<RegulatorCredentials>;

/**
 * Credentials from the secret `seriate/regulators/<tenant>/<name>`, JSON with `origins` and `token`, or `certificate` and `key` as PEM. Read for every
 * exchange, so a renewed certificate counts from the next one on.
 */
export const regulatorCredentials =
  (client: SecretsManagerClient): CredentialsOf =>
  async (tenant, secret) => {
    const SecretId = `seriate/regulators/${tenant}/${secret}`;
    const held = await readSecret(client, SecretId, kind);
    const { certificate, key, ca } = held;
    try {
      createSecureContext({ ...(certificate && { cert: certificate }), ...(key && { key }), ...(ca && { ca }) });
    } catch {
      throw unusable(SecretId, 'holds a certificate or key that is no PEM, or that do not belong together', kind.docs);
    }
    return held;
  };
