import { deflateSync, inflateSync } from 'node:zlib';
import { der, objectId, octets, sequence, smallInteger } from '#common/der.ts';
import { cmsContent } from './cms-content.ts';
import { oids } from './cms-names.ts';
import { octetsOf, oidOf, partAt } from './read-ber.ts';

/** Bytes that a message of the partner's may come to when it is inflated: what is sent as 4.5 MB compresses to a tenth of itself. */
export const MOST_INFLATED = 64 * 1024 * 1024;
/** What no signature covers yet may be anybody's: fewer bytes, and not so many times what came. */
const UNPROVED = { most: 16 * 1024 * 1024, times: 200, little: 1024 * 1024 };

/** CMS `CompressedData` (RFC 3274) by ZLIB, as RFC 5402 has it. */
export function compressCms(bytes: Uint8Array): Buffer {
  const content = sequence(objectId(oids.data), der(0xa0, octets(deflateSync(bytes))));
  const data = sequence(smallInteger(0), sequence(objectId(oids.zlib)), content);
  return sequence(objectId(oids.compressedData), der(0xa0, data));
}

/** Bytes that so many may be inflated to. @param isProved a signature that holds covers them */
export const mostInflated = (length: number, isProved: boolean): number =>
  isProved ? MOST_INFLATED : Math.min(UNPROVED.most, Math.max(UNPROVED.little, length * UNPROVED.times));

/** @throws when it is none, or inflates to more than `most` bytes */
export function decompressCms(bytes: Uint8Array, most: number): Buffer {
  const { content } = cmsContent(bytes, [oids.compressedData]);
  if (oidOf(partAt(partAt(content, 1), 0)) !== oids.zlib) throw new RangeError('compressed in a way that is not read');
  const deflated = octetsOf(partAt(partAt(partAt(content, 2), 1), 0));
  return inflateSync(deflated, { maxOutputLength: most });
}
