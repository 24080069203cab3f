import { zstdCompressSync } from 'node:zlib';

/** Zstandard of a few kilobytes. What is made room for is what they have: the usual 16 kB take longer to be found than to be filled. */
export const compress = (bytes: Uint8Array): Uint8Array => zstdCompressSync(bytes, { chunkSize: bytes.length });
