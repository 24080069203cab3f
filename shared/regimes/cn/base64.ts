/** Bytes at a time: a multiple of three, so that only the last part is padded. */
const PART = 3 * 8192;

/** Base64 with padding (RFC 4648 §4). */
export function base64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += PART)
    parts.push(btoa(String.fromCharCode(...bytes.subarray(at, at + PART))));
  return parts.join('');
}
