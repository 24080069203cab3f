/** Base64 of bytes (RFC 4648 §4). */
export function base64Of(bytes: Uint8Array): string {
  const pieces: string[] = [];
  // Three bytes are four characters, so pieces of a multiple of three join without a seam.
  for (let from = 0; from < bytes.length; from += PIECE)
    pieces.push(btoa(String.fromCharCode(...bytes.subarray(from, from + PIECE))));
  return pieces.join('');
}
const PIECE = 3 * 4096;

/** The UTF-8 text that base64 carries; `undefined` when it is none. */
export function textOfBase64(base64: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
