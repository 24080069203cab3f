import type { CredentialKind } from '../../shared/messages/partner-credentials-api.ts';
import { element } from './element.ts';
import { field } from './form.ts';

interface Asked {
  readonly name: string;
  readonly label: string;
  readonly as: 'text' | 'secret' | 'pem';
}

const asked: Readonly<Record<CredentialKind, readonly Asked[]>> = {
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
    { name: 'certificate', label: 'Certificate with its chain, in PEM', as: 'pem' },
    { name: 'key', label: 'Its private key without a passphrase, in PEM', as: 'pem' },
  ],
  'ssh-key': [{ name: 'sshKey', label: 'Private key that the partner gave us, without a passphrase', as: 'pem' }],
};

export const credentialWords: Readonly<Record<CredentialKind, string>> = {
  password: 'user and password (HTTP Basic, SFTP)',
  token: 'bearer token',
  'api-key': 'API key',
  client: 'client of OAuth 2.0',
  certificate: 'client certificate (mutual TLS)',
  'ssh-key': 'SSH key (SFTP)',
};

/** Fields of a kind of credential, and what was written. */
export function credentialFields(kind: CredentialKind) {
  const controls = asked[kind].map(({ name, label, as }) => {
    const shared = { name, required: '', autocomplete: 'off', spellcheck: 'false' };
    const control =
      as === 'pem'
        ? element('textarea', { ...shared, class: 'code', rows: '5' })
        : element('input', { ...shared, type: as === 'secret' ? 'password' : 'text' });
    return { label, control, isWide: as === 'pem' };
  });
  return {
    fields: controls.map(({ label, control, isWide }) => field(label, control, isWide)),
    credential: () => ({
      kind,
      ...Object.fromEntries(controls.map(({ control: { name, value } }) => [name, value])),
    }),
  };
}
