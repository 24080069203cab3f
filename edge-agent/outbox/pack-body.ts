import { gunzipSync, gzipSync } from 'node:zlib';

/** A message as it is kept and sent: JSON text compressed with gzip (RFC 1952). The same text is not always the same bytes: pack it once. */
export const packBody = (text: string): Uint8Array => gzipSync(text);

/** The JSON text of a message, also of one that is not compressed. Only what this agent packed is ever read here. */
export const bodyText = (body: Uint8Array): string =>
  (body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body) : Buffer.from(body)).toString();
