import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { misdeclared } from './misdeclared.ts';
import { sniffEncoding } from './sniff-encoding.ts';

/** Turns the bytes of a document into text, piece by piece; a character may be cut between two pieces. */
export interface TextDecoding {
  /** The text of the next piece, as far as it is known; a refusal stays one whatever follows. */
  write(bytes: Uint8Array): string | Refusal;
  /** The rest of the text. */
  end(): string | Refusal;
  /** The encoding by its WHATWG name, in small letters; undefined until enough bytes have come. */
  encoding(): string | undefined;
}

/** More than any XML declaration needs. */
const HEAD = 1024;

/**
 * Decodes UTF-8 and UTF-16 by their byte order mark, else what the charset or an XML declaration names if `TextDecoder` knows it, else
 * UTF-8 (XML 1.0 §4.3.3 and appendix F, RFC 7303 §3, RFC 8259 §8.1). The mark is not part of the text. Bytes that are no character
 * are refused with their offset, counted from 0; so are bytes of UTF-8 that are said to be of another encoding, which they would be misread in.
 *
 * @param charset of the content type, see `charsetOf`
 */
export function textDecoder(charset?: string): TextDecoding {
  let head: Uint8Array | undefined = new Uint8Array();
  let decode: Decode | undefined;
  let failed: Refusal | undefined;

  const settle = (text: string | Refusal): string | Refusal => {
    if (isRefusal(text)) failed = text;
    return text;
  };
  const begin = (bytes: Uint8Array, last: boolean): string | Refusal => {
    head = undefined;
    const sniffed = sniffEncoding(bytes, charset);
    if (isRefusal(sniffed)) return sniffed;
    decode = decoderFor(sniffed.encoding, sniffed.mark);
    return decode.step(bytes.subarray(sniffed.mark), last);
  };
  const step = (bytes: Uint8Array, last: boolean): string | Refusal => {
    if (failed !== undefined) return failed;
    if (decode !== undefined) return settle(decode.step(bytes, last));
    head = joined(head ?? new Uint8Array(), bytes);
    return last || head.length >= HEAD ? settle(begin(head, last)) : '';
  };
  return {
    write: (bytes) => step(bytes, false),
    end: () => step(new Uint8Array(), true),
    encoding: () => decode?.encoding,
  };
}

interface Decode {
  readonly encoding: string;
  step(bytes: Uint8Array, last: boolean): string | Refusal;
}

function decoderFor(encoding: string, offset: number): Decode {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  const whole = wholeCharacters[encoding];
  const isMisread = whole === undefined ? misdeclared(encoding) : undefined;
  let at = offset;
  let carried = new Uint8Array();
  const step = (bytes: Uint8Array, last: boolean): string | Refusal => {
    const all = joined(carried, bytes);
    const end = whole === undefined || last ? all.length : whole(all);
    const piece = all.subarray(0, end);
    // The caller may reuse its buffer.
    carried = all.slice(end);
    try {
      // Without `stream` the engine takes its fast path; the cut characters are kept here.
      const text = decoder.decode(piece, whole === undefined ? { stream: !last } : undefined);
      const wrong = isMisread?.(piece, at, last);
      at += end;
      return wrong ?? text;
    } catch {
      return badBytes(encoding, at + faultIn(piece, encoding));
    }
  };
  return { encoding, step };
}

function badBytes(encoding: string, offset: number): Refusal {
  return refuse('malformed', `the bytes at offset ${offset} are no ${encoding.toUpperCase()} text`, {
    at: `byte ${offset}`,
    rule: 'XML 1.0 §4.3.3, RFC 8259 §8.1',
    remedy: 'save it as UTF-8, or name its encoding in the XML declaration',
  });
}

/** How many bytes of a piece make whole characters, of the encodings that EPCIS documents are sent in. */
const wholeCharacters: Readonly<Record<string, (bytes: Uint8Array) => number>> = {
  'utf-8': (bytes) => {
    for (let back = 1; back <= Math.min(3, bytes.length); back++) {
      const byte = bytes[bytes.length - back] ?? 0;
      if (byte < 0x80) return bytes.length;
      const length = byte >= 0xf8 ? 0 : byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 0;
      if (length > 0) return length > back ? bytes.length - back : bytes.length;
    }
    return bytes.length;
  },
  'utf-16le': (bytes) => wholePairs(bytes, 1),
  'utf-16be': (bytes) => wholePairs(bytes, 0),
};

function wholePairs(bytes: Uint8Array, highByte: 0 | 1): number {
  const even = bytes.length - (bytes.length % 2);
  const last = even >= 2 ? (bytes[even - 2 + highByte] ?? 0) : 0;
  return last >= 0xd8 && last <= 0xdb ? even - 2 : even;
}

/** Offset of the first byte that belongs to no character, in a piece that begins with a whole one and is known to be faulty. */
function faultIn(piece: Uint8Array, encoding: string): number {
  let good = 0;
  let bad = piece.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (decodes(piece.subarray(0, middle), encoding, true)) good = middle;
    else bad = middle;
  }
  // The fault shows at the byte after `good`; the character it spoils may have begun up to three bytes before.
  for (let back = 0; back <= 3 && back <= good; back++)
    if (decodes(piece.subarray(0, good - back), encoding, false)) return good - back;
  return good;
}

function decodes(bytes: Uint8Array, encoding: string, stream: boolean): boolean {
  try {
    new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes, { stream });
    return true;
  } catch {
    return false;
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
