/** Decodes `%XX` escapes; undefined when a `%` does not begin one. GS1 identifiers are ASCII, so one escape is one character. */
export function decodePercent(text: string): string | undefined {
  if (!text.includes('%')) return text;
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) return undefined;
  return text.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Encodes a value for a link: everything outside letters, digits and `-._~` (RFC 3986 §2.3), with capital hexadecimal digits. */
export function encodeForLink(value: string): string {
  return outsideUnreserved.test(value) ? value.replace(/[^A-Za-z0-9\-._~]/g, escapeOf) : value;
}

/** Encodes a value for an EPC URN, which may not carry `"`, `#`, `%`, `&`, `/`, `<`, `>` and `?` bare (EPC Tag Data Standard §6.3). */
export function encodeForUrn(value: string): string {
  return reservedInUrn.test(value) ? value.replace(/["#%&/<>?]/g, escapeOf) : value;
}

const outsideUnreserved = /[^A-Za-z0-9\-._~]/;
const reservedInUrn = /["#%&/<>?]/;

const escapeOf = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
