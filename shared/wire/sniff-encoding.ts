import { type Refusal, refuse } from '../refusal.ts';

/** How bytes are to be decoded. */
export interface Sniffed {
  /** A name that `TextDecoder` knows. */
  readonly encoding: string;
  /** Bytes of the byte order mark. */
  readonly mark: number;
}

const rule = 'XML 1.0 §4.3.3';
const taken =
  'UTF-8, UTF-16, ISO-8859-1 to ISO-8859-16, windows-1250 to windows-1258, Shift_JIS, EUC-JP, EUC-KR, GBK, GB18030, Big5, KOI8-R';

/** What text begins with in each encoding: byte order marks first, then `<` or `{` in two bytes (XML 1.0 appendix F). */
const starts: readonly (readonly [readonly number[], string | undefined, number])[] = [
  [[0xff, 0xfe, 0, 0], undefined, 0],
  [[0, 0, 0xfe, 0xff], undefined, 0],
  [[0, 0, 0, 0x3c], undefined, 0],
  [[0x3c, 0, 0, 0], undefined, 0],
  [[0xef, 0xbb, 0xbf], 'utf-8', 3],
  [[0xff, 0xfe], 'utf-16le', 2],
  [[0xfe, 0xff], 'utf-16be', 2],
  [[0x3c, 0], 'utf-16le', 0],
  [[0, 0x3c], 'utf-16be', 0],
  [[0x7b, 0], 'utf-16le', 0],
  [[0, 0x7b], 'utf-16be', 0],
];

/**
 * Tells the encoding from the first bytes of a document (a thousand are enough, fewer when there are no more). A byte
 * order mark counts more than the charset beside the document, which counts more than its XML declaration (RFC 7303 §3). An encoding that nobody
 * decodes is refused, and a charset that the first bytes contradict.
 *
 * @param charset what the content type says, if it says anything
 */
export function sniffEncoding(bytes: Uint8Array, charset?: string): Sniffed | Refusal {
  const start = starts.find(([pattern]) => pattern.every((byte, index) => bytes[index] === byte));
  if (start !== undefined) {
    const [, encoding, mark] = start;
    if (encoding === undefined) return unknown('UTF-32');
    return charset === undefined || means(charset, encoding) ? { encoding, mark } : contradicted(charset, encoding);
  }
  if (charset !== undefined && twoBytes.test(charset)) return contradicted(charset, 'utf-8');
  const declared = charset ?? declaredEncoding(bytes);
  // Whoever could be read this far does not write two bytes a character: exports of databases say UTF-16 and are UTF-8.
  if (declared === undefined || twoBytes.test(declared)) return { encoding: 'utf-8', mark: 0 };
  const encoding = nameOf(declared);
  return encoding === undefined ? unknown(declared) : { encoding, mark: 0 };
}

const twoBytes = /^(utf-?16.*|ucs-?2|iso-10646-ucs-2|unicode)$/i;

/** The WHATWG name. ASCII is part of UTF-8, where TextDecoder would take it for windows-1252. */
function nameOf(label: string): string | undefined {
  if (/^(utf-?8|(us-)?ascii)$/i.test(label)) return 'utf-8';
  try {
    return new TextDecoder(label, { fatal: true }).encoding;
  } catch {
    return undefined;
  }
}

/** A mark says which of the two forms of UTF-16 it is, where the name may say neither (RFC 2781 §4.3). */
const means = (charset: string, encoding: string): boolean =>
  nameOf(charset) === encoding || (/^utf-?16$/i.test(charset) && encoding.startsWith('utf-16'));

const contradicted = (charset: string, encoding: string): Refusal =>
  refuse('unsupported-media', `the charset is ${charset.slice(0, 40)}, the document is ${encoding.toUpperCase()}`, {
    at: 'Content-Type',
    rule: 'RFC 7303 §3',
    remedy: `send charset=${encoding}, or leave charset out`,
  });

/** The encoding that an XML declaration in ASCII characters names. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const ascii = String.fromCharCode(...bytes.subarray(0, 1024));
  return /^\s*<\?xml\s[^>]*?\sencoding\s*=\s*["']([^"'>]+)["']/.exec(ascii)?.[1];
}

function unknown(name: string): Refusal {
  return refuse('unsupported-media', `the encoding ${name.slice(0, 40)} is not taken`, {
    at: 'byte 0',
    rule,
    remedy: `send UTF-8; taken are ${taken}`,
  });
}
