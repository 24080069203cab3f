import type { ChannelKind } from '../../shared/network/channel-kinds.ts';

/** A field of the settings of a channel: where it stands in the partner's version, and how it is asked for. */
export interface Setting {
  /** JSON pointer. */
  readonly at: string;
  readonly label: string;
  /** lines: a list, one a line · pems: certificates one behind the other, as a list · pem: one, with its chain · mapping: the name of one. */
  readonly as: 'text' | 'number' | 'lines' | 'pem' | 'pems' | 'flag' | 'mapping' | readonly string[];
  readonly hint?: string;
  readonly constraint?: string;
  readonly required?: true;
  /** It is asked for only where we prove so who calls. */
  readonly ofAuth?: string;
}

const https: readonly Setting[] = [
  {
    at: '/https/auth',
    label: 'How we prove who calls',
    as: ['none', 'basic', 'bearer', 'api-key', 'client-credentials', 'mutual-tls'],
  },
  { at: '/https/header', label: 'Header of the API key', as: 'text', hint: 'X-Api-Key', ofAuth: 'api-key' },
  {
    at: '/https/tokenUrl',
    label: 'Where tokens are given (client credentials)',
    as: 'text',
    hint: 'https://partner.example/oauth2/token',
    ofAuth: 'client-credentials',
  },
  { at: '/https/scope', label: 'Scope to ask for', as: 'text', ofAuth: 'client-credentials' },
  { at: '/https/ca', label: 'The only authority of its server certificate', constraint: 'PEM', as: 'pem' },
  {
    at: '/https/tokenCa',
    label: 'The only authority of the certificate where tokens are given',
    constraint: 'PEM',
    as: 'pem',
    ofAuth: 'client-credentials',
  },
];

const as2: readonly Setting[] = [
  { at: '/as2/id', label: 'Its AS2 name', as: 'text', required: true },
  { at: '/as2/ownId', label: 'Our AS2 name towards it', as: 'text', hint: 'our own when empty' },
  {
    at: '/as2/certificates',
    label: 'Its certificates',
    constraint: 'PEM, one behind the other; the first is encrypted for',
    as: 'pems',
    required: true,
  },
  { at: '/as2/sign', label: 'We sign by', as: ['sha-256', 'sha-384', 'sha-512', 'none'] },
  { at: '/as2/encrypt', label: 'We encrypt by', as: ['aes256-cbc', 'aes128-cbc', 'none'] },
  { at: '/as2/mdn', label: 'Its receipt (MDN) comes', as: ['sync', 'async'] },
  { at: '/as2/compress', label: 'Compress', as: 'flag' },
];

const sftp: readonly Setting[] = [
  { at: '/sftp/user', label: 'User', as: 'text', required: true },
  { at: '/sftp/auth', label: 'We prove who we are by', as: ['key', 'password'] },
  {
    at: '/sftp/hostKeys',
    label: 'Host keys of its server',
    constraint: 'One a line, as ssh-keygen -lf prints them',
    as: 'lines',
    hint: 'SHA256:…',
    required: true,
  },
  {
    at: '/sftp/keyGeneration',
    label: 'Number of our SSH key that its server is shown',
    as: 'number',
    hint: 'the earliest that has not ended',
  },
  { at: '/sftp/out', label: 'Folder that we put files in', as: 'text', hint: 'to-partner' },
  { at: '/sftp/in', label: 'Folder that we fetch files from', as: 'text', hint: 'from-partner' },
  { at: '/sftp/archive', label: 'Folder that fetched files go to', as: 'text', hint: 'archive beside them' },
  { at: '/sftp/results', label: 'Folder for what became of its files', as: 'text' },
  { at: '/sftp/answers', label: 'Folder with what became of ours', as: 'text' },
];

const results: Setting = { at: '/results', label: 'It is told what became of its documents', as: 'flag' };

/** What each channel asks for beside its address. */
export const settingsOf: Readonly<Record<ChannelKind, readonly Setting[]>> = {
  webhook: [...https.filter(({ at }) => at === '/https/ca'), results],
  https: [...https, results],
  capture: https,
  as2: [...as2, results],
  sftp,
  network: [{ at: '/tenant', label: 'Tenant of this installation that it is', as: 'text', required: true }],
  portal: [results],
};

/** Of every channel: by which mapping what is sent is written, and what comes is read. */
export const mappingSettings: readonly Setting[] = [
  { at: '/mapping/out', label: 'Mapping of what it is sent', as: 'mapping' },
  { at: '/mapping/in', label: 'Mapping of what it sends', as: 'mapping' },
];

/** What a channel is, for who chooses one; of those that have an address, what it looks like. */
export const channelWords: Readonly<Record<ChannelKind, { readonly means: string; readonly address?: string }>> = {
  webhook: { means: 'webhook: POST, signed (Standard Webhooks)', address: 'https://partner.example/epcis' },
  https: { means: 'https: POST to its service', address: 'https://partner.example/epcis' },
  capture: { means: 'capture: its EPCIS 2.0 repository', address: 'https://partner.example/epcis/v2' },
  as2: { means: 'AS2', address: 'https://partner.example/as2' },
  sftp: { means: 'SFTP', address: 'sftp://partner.example:22' },
  network: { means: 'network: a tenant of this installation' },
  portal: { means: 'portal: it fetches by its own client' },
};

/** Members that hold settings of channels; those of other channels than the chosen one are dropped. */
export const settingMembers = ['https', 'as2', 'sftp', 'tenant', 'results', 'mapping'] as const;
