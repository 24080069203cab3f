import { hkdfSync } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/**
 * The deployment's one secret, fetched once per warm function. Pool keys and webhook secrets are derived from it, so none is stored.
 *
 * @param arn of a Secrets Manager secret whose value has at least 32 characters
 */
export function rootSecret(arn: string, client = new SecretsManagerClient()): () => Promise<Uint8Array> {
  let fetched: Promise<Uint8Array> | undefined;
  return () => {
    fetched ??= fetch(client, arn).catch((error) => {
      fetched = undefined; // a failed fetch must not stick to a warm function
      throw error;
    });
    return fetched;
  };
}

/** 32 bytes bound to a purpose (HKDF-SHA-256, RFC 5869). Another purpose or generation gives an unrelated key. */
export function deriveKey(root: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', root, 'seriate', purpose, 32));
}

async function fetch(client: SecretsManagerClient, arn: string): Promise<Uint8Array> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  if (SecretString === undefined || SecretString.length < 32)
    throw new Error('the root secret has fewer than 32 characters');
  return new TextEncoder().encode(SecretString);
}
