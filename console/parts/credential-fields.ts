import type { CredentialKind } from '../../shared/messages/partner-credentials-api.ts';

/** What a kind of credential consists of. */
export interface CredentialMember {
  readonly name: string;
  readonly label: string;
  readonly constraint?: string;
  readonly as: 'text' | 'secret' | 'pem';
}

export const credentialMembers: Readonly<Record<CredentialKind, readonly CredentialMember[]>> = {
  password: [
    { name: 'user', label: 'User', as: 'text' },
    { name: 'password', label: 'Password', as: 'secret' },
  ],
  token: [{ name: 'token', label: 'Token', as: 'secret' }],
  'api-key': [{ name: 'apiKey', label: 'API key', as: 'secret' }],
  client: [
    { name: 'clientId', label: 'Client id', as: 'text' },
    { name: 'clientSecret', label: 'Client secret', as: 'secret' },
  ],
  certificate: [
    { name: 'certificate', label: 'Certificate', constraint: 'PEM, with its chain', as: 'pem' },
    { name: 'key', label: 'Its private key', constraint: 'PEM, without a passphrase', as: 'pem' },
  ],
  'ssh-key': [
    { name: 'sshKey', label: 'Private key that the partner gave us', constraint: 'Without a passphrase', as: 'pem' },
  ],
};

export const credentialWords: Readonly<Record<CredentialKind, string>> = {
  password: 'user and password (HTTP Basic, SFTP)',
  token: 'bearer token',
  'api-key': 'API key',
  client: 'client of OAuth 2.0',
  certificate: 'client certificate (mutual TLS)',
  'ssh-key': 'SSH key (SFTP)',
};
