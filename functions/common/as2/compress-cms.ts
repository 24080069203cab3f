import { deflateSync, inflateSync } from 'node:zlib';
import { der, objectId, octets, sequence, smallInteger } from '#common/der.ts';
import { cmsContent } from './cms-content.ts';
import { oids } from './cms-names.ts';
import { octetsOf, oidOf, partAt } from './read-ber.ts';

/** Bytes that a message may come to when it is inflated: what is sent as 4.5 MB compresses to a tenth of itself. */
export const MOST_INFLATED = 64 * 1024 * 1024;

/** CMS `CompressedData` (RFC 3274) by ZLIB, as RFC 5402 has it. */
export function compressCms(bytes: Uint8Array): Buffer {
  const content = sequence(objectId(oids.data), der(0xa0, octets(deflateSync(bytes))));
  const data = sequence(smallInteger(0), sequence(objectId(oids.zlib)), content);
  return sequence(objectId(oids.compressedData), der(0xa0, data));
}

/** @throws when it is none, or inflates to more than {@link MOST_INFLATED} */
export function decompressCms(bytes: Uint8Array): Buffer {
  const { content } = cmsContent(bytes, [oids.compressedData]);
  if (oidOf(partAt(partAt(content, 1), 0)) !== oids.zlib) throw new RangeError('compressed in a way that is not read');
  const deflated = octetsOf(partAt(partAt(partAt(content, 2), 1), 0));
  return inflateSync(deflated, { maxOutputLength: MOST_INFLATED });
}
