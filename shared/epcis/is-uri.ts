const scheme = /^[A-Za-z][A-Za-z0-9+.-]*:./;
const forbidden = /[\s<>"{}|\\^`]/;

/** True for a text without the characters that stand in no URI. Runs once for every EPC of a document. */
export const hasUriCharacters = (text: string): boolean => !forbidden.test(text);

/** True for RFC 3986 as far as it tells an identifier from a slip. */
export const isUri = (text: string): boolean =>
  (text.startsWith('urn:') || text.startsWith('https://') || scheme.test(text)) && hasUriCharacters(text);
