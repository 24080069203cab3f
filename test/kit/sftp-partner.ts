import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sftpGuard } from '#common/send/outbound.ts';
import type { SftpPartner } from '#common/sftp/as-sftp.ts';
import { partnerServer, type ServerNeeds } from '#common/sftp/partner-server.ts';
import { sftpChannel } from '#common/sftp/sftp-channel.ts';
import { sshIdentity } from '#common/ssh-identity.ts';
import type { SftpSettings } from '#shared/network/channel-settings.ts';
import { rehearsal } from '../../infra/local/sandbox/sftp/rehearsal.ts';
import { startSftpSandbox } from '../../infra/local/sandbox/sftp/sandbox.ts';
import { temporaryFolder } from './temporary-folder.ts';

export const root = async () => new Uint8Array(64).fill(7);

/** Nobody has a credential: the tenant's own key is what it has. */
export const noCredentials: ServerNeeds['credentials'] = { open: async () => undefined };

/** No key was made: the tenant's first is what it has. */
export const noKeys: ServerNeeds['sshKeys'] = { list: async () => [] };

/** A partner's server of a rehearsal, in a folder of its own, that lets the tenant in by its key. */
export async function startSftpPartner(tenant = 'acme-sftp', heard?: (operation: string) => void) {
  const folder = temporaryFolder();
  const sandbox = await startSftpSandbox({ port: 0, dataDir: folder.path, ...(heard && { heard }) });
  sandbox.trust(sshIdentity(await root(), tenant).publicKey);
  const settings: SftpSettings = {
    user: rehearsal.user,
    hostKeys: [sandbox.hostKey],
    auth: 'key',
    out: 'out',
    in: 'in',
    results: 'results',
  };
  const partnerOf = (change: Partial<SftpSettings> = {}): SftpPartner => ({
    partner: 'medico',
    url: sandbox.url,
    sftp: { ...settings, ...change },
  });
  const needs: ServerNeeds = { guard: sftpGuard('loopback'), root, sshKeys: noKeys, credentials: noCredentials };
  const open = (change: Partial<SftpSettings> = {}, own: Partial<ServerNeeds> = {}) =>
    partnerServer({ ...needs, ...own }, tenant, partnerOf(change));
  return {
    sandbox,
    settings,
    partnerOf,
    open,
    channel: (change: Partial<SftpSettings> = {}, own: Partial<ServerNeeds> = {}) =>
      sftpChannel(open(change, own), { ...settings, ...change }),
    /** Names in a folder, hidden ones as well. */
    names: (path: string) => readdirSync(join(sandbox.root, path)).sort(),
    text: (path: string) => readFileSync(join(sandbox.root, path), 'utf8'),
    put: (path: string, text: string | Uint8Array) => writeFileSync(join(sandbox.root, path), text),
    /** What `open` needs of a channel that is put together otherwise. */
    needs,
    stop: async () => {
      await sandbox.close();
      folder.remove();
    },
  };
}

export type StartedSftpPartner = Awaited<ReturnType<typeof startSftpPartner>>;
