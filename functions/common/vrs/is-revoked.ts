import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';

const unzip = promisify(gunzip);
/** 16 million credentials. */
const MOST_BYTES = 2 * 1024 * 1024;

/**
 * Looks a credential up in a status list: bits of a gzip in base64url, the first bit the highest of the first byte (W3C Bitstring Status List
 * §5.1; with `u` before it, which StatusList2021 had not). `undefined` when the list cannot be read or is too short: then nobody knows.
 */
export async function isRevoked(encodedList: string, index: number): Promise<boolean | undefined> {
  // A gzip begins with H4sI in base64: what stands before that is the multibase prefix.
  const encoded = encodedList.startsWith('uH4sI') ? encodedList.slice(1) : encodedList;
  try {
    const bits = await unzip(Buffer.from(encoded, 'base64url'), { maxOutputLength: MOST_BYTES });
    const byte = bits[index >> 3];
    return byte === undefined ? undefined : ((byte >> (7 - (index & 7))) & 1) === 1;
  } catch {
    return undefined;
  }
}
