import { isIP } from 'node:net';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { checkAddress } from './outbound.ts';

/** Judges an address as it is written; `undefined` for one that may be sent to, as far as can be said without asking for its name. */
export type JudgeWritten = (url: string) => Refusal | undefined;

/** RFC 6761 §6.3: such names are loopback, whatever a resolver says. */
const localhost = /^([^.]+\.)*localhost\.?$/i;

/**
 * What the guard of what is sent would say of an address that names a place by its number, or this machine. Other names are asked for when something is sent: they
 * may lead elsewhere by then, and a partner's may not be there yet.
 *
 * @param policy as for `outboundGuard`
 */
export const writtenAddress =
  (policy: string): JudgeWritten =>
  (url) => {
    // Only of web addresses the parser knows 0x7f.1 for what it is.
    const like = URL.parse(url.replace(/^sftp:/i, 'https:'));
    if (like === null) return undefined;
    if (like.username !== '' || like.password !== '')
      return refuse('malformed', 'the URL carries credentials', credentials);
    const host = like.hostname.replace(/^\[|\]$/g, '');
    const address = localhost.test(host) ? '127.0.0.1' : host;
    const family = isIP(address);
    if (family === 0) return like.protocol === 'http:' && policy !== 'loopback' ? withoutTls(host) : undefined;
    const found = checkAddress({ address, family }, like, policy === 'loopback');
    return isRefusal(found) ? { ...found, refused: 'malformed' } : undefined;
  };

/** Nothing goes to a public address without encryption, and nothing to another. */
const withoutTls = (host: string) =>
  refuse('malformed', `${host} is addressed without TLS`, { remedy: 'begin with https://' });

const credentials = {
  remedy: 'leave them out: what proves us is set beside it, PUT /api/partners/{partner}/credentials',
};
