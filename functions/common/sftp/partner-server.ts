import keyParser from 'ssh2/lib/protocol/keyParser.js';
import { type KeyNeeds, privateSshKey } from '#common/own-ssh-keys.ts';
import type { OutboundGuard } from '#common/send/outbound.ts';
import type { PartnerCredentials } from '#common/store/partner-credentials.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { SftpPartner } from './as-sftp.ts';
import type { Login } from './log-in.ts';
import { openSession } from './session.ts';
import type { OpenSession } from './sftp-channel.ts';
import { SftpFault } from './sftp-fault.ts';

export interface ServerNeeds {
  /** Of addresses with the scheme `sftp`. */
  readonly guard: OutboundGuard;
  readonly root: KeyNeeds['root'];
  readonly sshKeys: KeyNeeds['sshKeys'];
  readonly credentials: Pick<PartnerCredentials, 'open'>;
}

/** Opens sessions with a partner's server, as the tenant: by the partner's password, by a key that the partner gave, or by the tenant's own. */
export const partnerServer =
  (needs: ServerNeeds, tenant: string, { partner, url, sftp }: SftpPartner): OpenSession =>
  async (signal, told, withheld) => {
    const shown = () => (withheld ? undefined : password(needs, tenant, partner));
    const proof = await (sftp.auth === 'password' ? shown() : key(needs, tenant, partner, sftp));
    const login: Login = { user: sftp.user, hostKeys: sftp.hostKeys, proof };
    return openSession(needs.guard, { url, login }, signal, told);
  };

async function password({ credentials }: ServerNeeds, tenant: string, partner: string): Promise<Login['proof']> {
  const kept = await credentials.open(tenant, partner, 'password');
  if (kept === undefined) throw new SftpFault('login', 'no password is kept for the partner');
  return { password: kept.password };
}

async function key(
  needs: ServerNeeds,
  tenant: string,
  partner: string,
  { keyGeneration }: SftpPartner['sftp'],
): Promise<Login['proof']> {
  const given = await needs.credentials.open(tenant, partner, 'ssh-key');
  if (given === undefined) {
    const privateKey = await privateSshKey(needs, tenant, keyGeneration);
    if (isRefusal(privateKey)) throw new SftpFault('login', privateKey.detail, { remedy: privateKey.remedy });
    return { privateKey };
  }
  const read = keyParser.parseKey(given.sshKey);
  if (read instanceof Error)
    throw new SftpFault('login', `the key kept for the partner cannot be read: ${read.message}`);
  return { privateKey: given.sshKey };
}
