import { BlockList, isIPv6 } from 'node:net';

/** `public` may be sent to; `loopback` only where loopback is allowed; `inner` never. */
export type AddressKind = 'public' | 'loopback' | 'inner';

/** IPv4 ranges that are not the public network (IANA special-purpose registry, RFC 6890 and its updates), with multicast. */
const innerV4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16], // link-local; the cloud's metadata service stands at 169.254.169.254
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

/** Ranges inside the IPv6 unicast space 2000::/3 that are not the public network, or lead to an IPv4 address we would not check. */
const innerV6 = [
  ['2001::', 23], // Teredo and other protocol assignments
  ['2001:db8::', 32],
  ['2002::', 16], // 6to4
  ['3fff::', 20],
] as const;

const inner = new BlockList();
for (const [net, bits] of innerV4) inner.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of innerV6) inner.addSubnet(net, bits, 'ipv6');

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** Everything else of IPv6 is unique-local, link-local (metadata at fd00:ec2::254), multicast, mapped or unassigned. */
const unicastV6 = new BlockList();
unicastV6.addSubnet('2000::', 3, 'ipv6');

/** What kind of place an IP address is. */
export function addressKind(address: string): AddressKind {
  if (isIPv6(address)) {
    if (loopback.check(address, 'ipv6') && !address.includes('.') && !mapped(address)) return 'loopback';
    return unicastV6.check(address, 'ipv6') && !inner.check(address, 'ipv6') ? 'public' : 'inner';
  }
  if (loopback.check(address, 'ipv4')) return 'loopback';
  return inner.check(address, 'ipv4') ? 'inner' : 'public';
}

/** An IPv4 address in IPv6 dress: nobody who means well writes one. */
const mapped = (address: string) => address.toLowerCase().includes('ffff:');
