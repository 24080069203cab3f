/**
 * Decodes `%XX` escapes, several of one character as UTF-8 (RFC 3986 §2.5); undefined when a `%` does not begin one or the bytes are no
 * UTF-8. What identifiers may hold, ASCII alone, is for their own rules to say.
 */
export function decodePercent(text: string): string | undefined {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * Encodes a value for a link: everything outside letters, digits and `-._~` (RFC 3986 §2.3), with capital hexadecimal digits, as UTF-8 beyond
 * ASCII. Half a surrogate pair becomes U+FFFD.
 */
export function encodeForLink(value: string): string {
  return outsideUnreserved.test(value) ? value.replace(/[^A-Za-z0-9\-._~]/gu, escapeOf) : value;
}

/** Encodes a value for an EPC URN, which may not carry `"`, `#`, `%`, `&`, `/`, `<`, `>` and `?` bare (EPC Tag Data Standard §6.3). */
export function encodeForUrn(value: string): string {
  return reservedInUrn.test(value) ? value.replace(/["#%&/<>?]/g, escapeOf) : value;
}

const outsideUnreserved = /[^A-Za-z0-9\-._~]/;
const reservedInUrn = /["#%&/<>?]/;

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 128) return `%${code.toString(16).toUpperCase().padStart(2, '0')}`;
  return code >= 0xd800 && code <= 0xdfff ? '%EF%BF%BD' : encodeURIComponent(character);
}
