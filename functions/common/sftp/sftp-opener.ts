import type { OpenChannel } from '#common/channels/open-channel.ts';
import { refuse } from '#shared/refusal.ts';
import { asSftp } from './as-sftp.ts';
import { partnerServer, type ServerNeeds } from './partner-server.ts';
import { sftpChannel } from './sftp-channel.ts';

/** Opens channels to partners' SFTP servers. */
export const sftpOpener =
  (needs: ServerNeeds): OpenChannel =>
  async (tenant, inForce) => {
    const partner = asSftp(inForce);
    if (partner === undefined) return refuse('conflict', `partner ${inForce.partner} is not reached by SFTP`);
    return sftpChannel(partnerServer(needs, tenant, partner), partner.sftp);
  };
