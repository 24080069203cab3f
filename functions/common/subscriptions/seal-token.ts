import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deriveKey } from '../root-secret.ts';

interface Whose {
  readonly tenant: string;
  readonly subscriptionId: string;
}

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Encrypts the secret that a client gave us to sign with, under a key derived for its subscription alone (AES-256-GCM): a table and its
 * backups hold no secret, and a sealed token is of no use in another row. Answers base64.
 */
export function sealToken(root: Uint8Array, whose: Whose, token: string): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, keyOf(root, whose), iv);
  return Buffer.concat([iv, cipher.update(token, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

/** The secret again. Throws when it was sealed for another subscription or under another root secret, or was changed. */
export function openToken(root: Uint8Array, whose: Whose, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv(ALGORITHM, keyOf(root, whose), bytes.subarray(0, IV_BYTES));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
}

/** What is shown of a secret: its last three characters, when the others still keep it. */
export const maskToken = (token: string) => `***${token.length < 16 ? '' : token.slice(-3)}`;

const keyOf = (root: Uint8Array, { tenant, subscriptionId }: Whose) =>
  deriveKey(root, `subscription-token#${tenant}#${subscriptionId}`);
