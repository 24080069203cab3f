import { sha256 } from '#common/sha256.ts';
import type { SftpPartner } from './as-sftp.ts';

/** Which settings a partner is fetched from by; others mean another server, login or folder. */
export const reachedBy = ({ url, sftp }: Pick<SftpPartner, 'url' | 'sftp'>): string =>
  sha256(JSON.stringify([url, sftp])).slice(0, 32);
