import { type Refusal, refuse } from '../refusal.ts';
import type { ChannelKind } from './channel-kinds.ts';
import type { HttpsSettings, SftpSettings } from './channel-settings.ts';

/** What of a partner says how it is reached. */
export interface Reached {
  readonly channel: ChannelKind;
  readonly url?: string | undefined;
  readonly https?: Pick<HttpsSettings, 'auth' | 'tokenUrl' | 'header'> | undefined;
  readonly as2?: object | undefined;
  readonly sftp?: Pick<SftpSettings, 'in' | 'out' | 'archive' | 'results'> | undefined;
  readonly tenant?: string | undefined;
  readonly results?: boolean | undefined;
}

const schemes: Readonly<Record<ChannelKind, readonly string[]>> = {
  webhook: ['https:', 'http:'],
  https: ['https:', 'http:'],
  capture: ['https:', 'http:'],
  as2: ['https:', 'http:'],
  sftp: ['sftp:'],
  network: [],
  portal: [],
};

/** The member that a channel cannot do without, beside `url`. */
const needed: Partial<Record<ChannelKind, 'as2' | 'sftp' | 'tenant'>> = { as2: 'as2', sftp: 'sftp', network: 'tenant' };

/** What is missing or superfluous for a channel, each with its place. */
export function channelProblems(partner: Reached): Refusal[] {
  const { channel, url } = partner;
  const [wanted, member] = [schemes[channel], needed[channel]];
  const problems: Refusal[] = [];
  if (wanted.length > 0 && url === undefined)
    problems.push(refuse('malformed', `the channel ${channel} needs an address`, { at: '/url' }));
  const scheme = url === undefined ? undefined : URL.parse(url)?.protocol;
  if (scheme !== undefined && !wanted.includes(scheme))
    problems.push(
      refuse('malformed', `${scheme}// is no address of the channel ${channel}`, {
        at: '/url',
        remedy: wanted.length === 0 ? 'leave url out' : `begin with ${wanted.join('// or ')}//`,
      }),
    );
  if (member !== undefined && partner[member] === undefined)
    problems.push(refuse('malformed', `the channel ${channel} needs ${member}`, { at: `/${member}` }));
  return [...problems, ...resultProblems(partner), ...folderProblems(partner), ...accessProblems(partner)];
}

/** Whatever stands in the folder that files are picked up from is taken for a document of the partner's: nothing of ours may be put there. */
function folderProblems({ sftp }: Reached): Refusal[] {
  const from = sftp?.in;
  if (from === undefined) return [];
  const puts = { archive: 'what was picked up is moved', out: 'our documents are put', results: 'our results are put' };
  return (['archive', 'out', 'results'] as const).flatMap((member) => {
    const folder = sftp?.[member];
    if (folder === undefined || named(folder) !== named(from)) return [];
    return [
      refuse('malformed', `${folder} is where files are picked up from (sftp.in), and where ${puts[member]}`, {
        at: `/sftp/${member}`,
        remedy: `name another folder${member === 'archive' ? `, or leave it out: then it is ${named(from)}/archive` : ''}`,
      }),
    ];
  });
}

/** However a folder is spelled. */
const named = (folder: string): string => {
  const parts = folder.split('/').filter((part) => part !== '' && part !== '.');
  return `${folder.startsWith('/') ? '/' : ''}${parts.join('/')}`;
};

/** How those hear what became of their documents who are not told of it by a message. */
const resultsBy: Partial<Record<ChannelKind, string>> = {
  capture: 'a repository takes events alone: its client reads GET /api/inbound-documents/{documentId}/result',
  sftp: 'files are answered by files: name sftp.results',
  network: 'its own delivery reads the result here',
};

/** True for a channel by which a partner can be told what became of a document, as a message. */
export const takesResults = (channel: ChannelKind): boolean => resultsBy[channel] === undefined;

function resultProblems({ channel, results }: Reached): Refusal[] {
  const otherwise = resultsBy[channel];
  if (results !== true || otherwise === undefined) return [];
  const detail = `by the channel ${channel} nobody is told what became of a document by a message`;
  return [refuse('malformed', detail, { at: '/results', remedy: `leave it out; ${otherwise}` })];
}

/**
 * Headers that no key goes in: they frame the message or belong to the connection (RFC 9110 §7.6.1, RFC 9112 §6), or say what the message is. The first would break
 * the request, the others would be lost or take the place of ours.
 */
const notForKeys = new Set(
  `accept accept-encoding connection content-encoding content-length content-type cookie date expect gs1-capture-error-behaviour
  gs1-cbv-version gs1-epcis-version host http2-settings idempotency-key keep-alive proxy-authenticate proxy-authorization
  proxy-connection te trailer transfer-encoding upgrade`.split(/\s+/),
);

/** What a way of authentication cannot do without, and where what it sends would go in the clear. */
function accessProblems({ channel, url, https }: Reached): Refusal[] {
  if (https === undefined) return [];
  const problems: Refusal[] = [];
  const { auth, tokenUrl, header } = https;
  if (header !== undefined && notForKeys.has(header.toLowerCase()))
    problems.push(
      refuse('malformed', `${header} is a header of the message itself, and carries no key`, {
        at: '/https/header',
        rule: 'RFC 9110 §7.6.1, RFC 9112 §6',
        remedy: 'name the header that the partner reads the key from, such as X-Api-Key',
      }),
    );
  if (auth === 'client-credentials' && tokenUrl === undefined)
    problems.push(
      refuse('malformed', 'client credentials are changed for a token, and there is no address for that', {
        at: '/https/tokenUrl',
        rule: 'RFC 6749 §4.4',
      }),
    );
  if (tokenUrl !== undefined && !schemes.https.includes(URL.parse(tokenUrl)?.protocol ?? ''))
    problems.push(refuse('malformed', 'tokens are asked for over https', { at: '/https/tokenUrl' }));
  const isSecure = url === undefined || URL.parse(url)?.protocol === 'https:';
  if (auth === 'mutual-tls' && !isSecure && (channel === 'https' || channel === 'capture'))
    problems.push(
      refuse('malformed', 'a client certificate is shown in TLS, and the address has none', {
        at: '/url',
        remedy: 'begin with https://',
      }),
    );
  if (auth !== 'none' && channel === 'webhook')
    problems.push(
      refuse('malformed', 'webhooks are signed, and carry no other proof', {
        at: '/https/auth',
        remedy: 'take the channel https, or auth none',
      }),
    );
  return problems;
}
