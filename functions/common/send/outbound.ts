import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { addressKind } from './address-kind.ts';

export interface Address {
  readonly address: string;
  readonly family: number;
}

export type Resolve = (host: string) => Promise<readonly Address[]>;

/** Checks a URL and answers the address to connect to. Throws what the resolver throws when the name does not resolve. */
export type OutboundGuard = (url: string) => Promise<Address | Refusal>;

const web = ['https:', 'http:'];

const everyAddress: Resolve = (host) => lookup(host, { all: true });

/**
 * Keeps requests whose URL a customer chose out of our own network: the host is resolved here, once, and every address it has must be
 * public. The caller connects to the address that was checked, so that the name cannot point elsewhere a moment later.
 *
 * @param policy `loopback` also allows loopback, and plain http to it: one machine that hosts both ends. Anything else is public only.
 */
export function outboundGuard(policy: string, resolve: Resolve = everyAddress, protocols = web): OutboundGuard {
  return async (text) => {
    const url = URL.parse(text);
    if (url === null) return refuse('malformed', 'not a URL');
    if (!protocols.includes(url.protocol))
      return refuse('not-permitted', `${url.protocol} is not a protocol to send by`);
    if (url.username !== '' || url.password !== '') return refuse('not-permitted', 'the URL carries credentials');
    const addresses = await addressesOf(url.hostname.replace(/^\[|\]$/g, ''), resolve);
    const [first, ...others] = addresses.map((address) => checkAddress(address, url, policy === 'loopback'));
    if (first === undefined) return refuse('not-found', `${url.hostname} has no address`);
    return others.find(isRefusal) ?? first;
  };
}

/** The same for `sftp://host:port`, by which nothing goes without encryption. */
export const sftpGuard = (policy: string, resolve: Resolve = everyAddress): OutboundGuard =>
  outboundGuard(policy, resolve, ['sftp:']);

async function addressesOf(host: string, resolve: Resolve): Promise<readonly Address[]> {
  const family = isIP(host);
  return family === 0 ? resolve(host) : [{ address: host, family }];
}

/** One address that a URL leads to; a refusal where nothing may be sent there. */
export function checkAddress(
  found: Address,
  { protocol, hostname }: Pick<URL, 'protocol' | 'hostname'>,
  loopbackAllowed: boolean,
): Address | Refusal {
  const kind = addressKind(found.address);
  if (kind === 'inner' || (kind === 'loopback' && !loopbackAllowed))
    return refuse('not-permitted', `${hostname} leads into a private network (${found.address})`, {
      remedy: 'give an address on the public network',
    });
  if (protocol === 'http:' && kind !== 'loopback')
    return refuse('not-permitted', `${hostname} is addressed without TLS`, { remedy: 'use https' });
  return found;
}
