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
 * order mark counts more than what the XML declaration says; an encoding that nobody decodes is refused.
 */
export function sniffEncoding(bytes: Uint8Array): Sniffed | Refusal {
  const start = starts.find(([pattern]) => pattern.every((byte, index) => bytes[index] === byte));
  if (start !== undefined) {
    const [, encoding, mark] = start;
    return encoding === undefined ? unknown('UTF-32') : { encoding, mark };
  }
  const declared = declaredEncoding(bytes);
  // Whoever could be read this far does not write two bytes a character: exports of databases say UTF-16 and are UTF-8.
  // ASCII is part of UTF-8, where TextDecoder would take it for windows-1252.
  if (declared === undefined || /^(utf-?8|utf-?16.*|ucs-?2|iso-10646-ucs-2|unicode|(us-)?ascii)$/i.test(declared))
    return { encoding: 'utf-8', mark: 0 };
  try {
    return { encoding: new TextDecoder(declared, { fatal: true }).encoding, mark: 0 };
  } catch {
    return unknown(declared);
  }
}

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
