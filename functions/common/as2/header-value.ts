/** A header with parameters, such as Content-Type or Disposition-Notification-Options (RFC 2045 §5.1). */
export interface HeaderValue {
  /** Before the first semicolon, in lower case. */
  readonly value: string;
  /** Names in lower case; what stood in quotes is without them. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Characters of a header that is read; what is longer is read as empty. */
const LONGEST = 4_000;
const parameter = /;\s*([^\s=;]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)/g;

export function headerValue(text = ''): HeaderValue {
  if (text.length > LONGEST) return { value: '', parameters: new Map() };
  const [value = ''] = text.split(';', 1);
  const parameters = new Map<string, string>();
  for (const [, name = '', told = ''] of text.matchAll(parameter))
    if (!parameters.has(name.toLowerCase())) parameters.set(name.toLowerCase(), unquoted(told.trim()));
  return { value: value.trim().toLowerCase(), parameters };
}

export const unquoted = (text: string): string =>
  text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text;

/** In quotes where the bare text would not be one token. */
export const quoted = (text: string): string =>
  /^[\w!#$%&'*+.^`|~-]+$/.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`;
