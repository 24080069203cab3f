import type { Partner } from '#shared/master-data/partner.ts';
import type { SftpSettings } from '#shared/network/channel-settings.ts';

/** A partner that is reached by SFTP. */
export interface SftpPartner {
  readonly partner: string;
  readonly url: string;
  readonly sftp: SftpSettings;
}

/** Undefined for a partner that is reached otherwise. */
export const asSftp = ({ partner, channel, url, sftp }: Partner): SftpPartner | undefined =>
  channel === 'sftp' && url !== undefined && sftp !== undefined ? { partner, url, sftp } : undefined;
