import type { PartnerContent } from '../master-data/partner.ts';
import type { CredentialKind } from '../messages/partner-credentials-api.ts';
import type { HttpsSettings } from './channel-settings.ts';

/** What each way of authentication over HTTP takes of the partner's credentials. */
export const credentialOf: Readonly<Record<HttpsSettings['auth'], CredentialKind | undefined>> = {
  none: undefined,
  basic: 'password',
  bearer: 'token',
  'api-key': 'api-key',
  'client-credentials': 'client',
  'mutual-tls': 'certificate',
};

/** The kind of credential that a partner is called with; undefined where its channel takes none. An SSH key of the partner's own goes before ours. */
export function credentialTaken({
  channel,
  https,
  sftp,
}: Pick<PartnerContent, 'channel' | 'https' | 'sftp'>): CredentialKind | undefined {
  if (channel === 'sftp') return sftp?.auth === 'password' ? 'password' : 'ssh-key';
  return channel === 'https' || channel === 'capture' ? credentialOf[https?.auth ?? 'none'] : undefined;
}
