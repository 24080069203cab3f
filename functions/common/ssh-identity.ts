import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';
import { deriveKey } from './root-secret.ts';

/** By which a tenant logs in at its partners' SFTP servers. */
export interface SshIdentity {
  /** Private key in the form of OpenSSH (`openssh-key-v1`), without a passphrase. */
  readonly privateKey: string;
  /** The line that a partner puts into its `authorized_keys`. */
  readonly publicKey: string;
  /** `SHA256:` and base64, as `ssh-keygen -lf` prints it. */
  readonly fingerprint: string;
}

const KIND = 'ssh-ed25519';
/** PKCS #8 of an Ed25519 key up to its 32 bytes (RFC 8410 §7). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * A tenant's first key pair for SFTP: Ed25519 (RFC 8709), derived from the root secret, so that nothing of it is stored and every function that has the secret has the same.
 *
 * @param root at least 32 bytes
 */
export const sshIdentity = (root: Uint8Array, tenant: string): SshIdentity =>
  identityOfSeed(Buffer.from(deriveKey(root, `ssh-identity/${tenant}`)), `seriate-${tenant}`);

/** The key pair of a seed (RFC 8032 §5.1.5). @param seed 32 bytes @param comment at the end of the public line */
export function identityOfSeed(seed: Buffer, comment: string): SshIdentity {
  const key = createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' });
  const point = createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
  const blob = Buffer.concat([text(KIND), text(point)]);
  const publicKey = `${KIND} ${blob.toString('base64')} ${comment}`;
  return {
    privateKey: openSsh(blob, seed, point, comment),
    publicKey,
    fingerprint: fingerprintOf(publicKey),
  };
}

/** As `ssh-keygen -lf` prints it. @param publicKey line of `authorized_keys` */
export function fingerprintOf(publicKey: string): string {
  const blob = Buffer.from(publicKey.split(' ')[1] ?? '', 'base64');
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}

/** A string of the SSH protocol: its length in four bytes, then itself (RFC 4251 §5). */
function text(value: string | Uint8Array): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** OpenSSH's PROTOCOL.key: head, public key, private part padded to blocks of eight. The two equal numbers only tell a wrong passphrase, and here is none. */
function openSsh(blob: Buffer, seed: Buffer, point: Buffer, comment: string): string {
  const check = Buffer.alloc(8);
  const own = [check, text(KIND), text(point), text(Buffer.concat([seed, point])), text(comment)];
  const length = own.reduce((sum, part) => sum + part.length, 0);
  const padding = Buffer.from(Array.from({ length: (8 - (length % 8)) % 8 }, (_, n) => n + 1));
  const one = Buffer.from([0, 0, 0, 1]);
  const head = [Buffer.from('openssh-key-v1\0'), text('none'), text('none'), text(''), one, text(blob)];
  const whole = Buffer.concat([...head, text(Buffer.concat([...own, padding]))]);
  const lines = whole.toString('base64').match(/.{1,70}/g) ?? [];
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines.join('\n')}\n-----END OPENSSH PRIVATE KEY-----\n`;
}
