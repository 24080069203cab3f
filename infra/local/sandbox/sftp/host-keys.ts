import { createHash, generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ssh2 from 'ssh2';

export interface HostKey {
  /** PEM (RFC 5915). */
  readonly privateKey: string;
  /** As `ssh-keygen -lf` prints it. */
  readonly fingerprint: string;
}

const FILE = 'host-key';

/** The server's key, kept in a folder from start to start. */
export function keptHostKey(folder: string): HostKey {
  const file = join(folder, FILE);
  const kept = existsSync(file) ? readFileSync(file, 'utf8') : newKey();
  writeFileSync(file, kept, { mode: 0o600 });
  return asHostKey(kept);
}

/** The key of somebody who is not the server. */
export const foreignHostKey = (): HostKey => asHostKey(newKey());

const newKey = (): string =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'sec1', format: 'pem' }).toString();

function asHostKey(privateKey: string): HostKey {
  const read = ssh2.utils.parseKey(privateKey);
  if (read instanceof Error) throw read;
  const hash = createHash('sha256').update(read.getPublicSSH()).digest('base64').replace(/=+$/, '');
  return { privateKey, fingerprint: `SHA256:${hash}` };
}
