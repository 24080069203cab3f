import { isUtf8 } from 'node:buffer';

/** Where bytes are no text in UTF-8, and why. */
export interface NotUtf8 {
  /** From 1. */
  readonly line: number;
  readonly why: string;
}

export const saveAsUtf8 = 'save the file in UTF-8 (a spreadsheet program offers "CSV UTF-8") and send it again';

const LINE_FEED = 0x0a;
/** U+FFFD in UTF-8: what stands where somebody on the way could not read a byte. */
const REPLACED = Buffer.from('\ufffd');

/**
 * The first line that is no text in UTF-8 (RFC 3629), or in which a character was lost on the way here. Undefined when there is none. A byte order mark of
 * UTF-8 is text.
 */
export function notUtf8(bytes: Uint8Array): NotUtf8 | undefined {
  if (hasUtf16Mark(bytes)) return { line: 1, why: 'the file is UTF-16' };
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isText = isUtf8(buffer);
  const places = [isText ? -1 : brokenAt(buffer), buffer.indexOf(0), buffer.indexOf(REPLACED)];
  const first = Math.min(...places.filter((place) => place >= 0));
  if (!Number.isFinite(first)) return undefined;
  const line = 1 + linesIn(buffer.subarray(0, first));
  if (buffer[first] === 0) return { line, why: `line ${line} has a NUL, as UTF-16 without a byte order mark has` };
  const isLost = isText || buffer.subarray(first).indexOf(REPLACED) === 0;
  return {
    line,
    why: isLost ? `line ${line} has a character that was lost on the way (U+FFFD)` : `line ${line} is not UTF-8`,
  };
}

const hasUtf16Mark = ([first, second]: Uint8Array): boolean =>
  (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);

/** Where the first line begins that is no UTF-8: a line feed is never part of a longer character. */
function brokenAt(buffer: Buffer): number {
  for (let begin = 0; begin < buffer.length; ) {
    const feed = buffer.indexOf(LINE_FEED, begin);
    const end = feed < 0 ? buffer.length : feed + 1;
    if (!isUtf8(buffer.subarray(begin, end))) return begin;
    begin = end;
  }
  return -1;
}

function linesIn(buffer: Buffer): number {
  let lines = 0;
  for (let at = buffer.indexOf(LINE_FEED); at >= 0; at = buffer.indexOf(LINE_FEED, at + 1)) lines++;
  return lines;
}

/** Ends what reads a text that is none in UTF-8. */
export class BrokenText extends Error {
  readonly at: NotUtf8;
  constructor(at: NotUtf8) {
    super(at.why);
    this.at = at;
  }
}

/** Bytes of one character at most. */
const LONGEST = 4;

/**
 * The pieces as they come, as long as they are text in UTF-8.
 *
 * @throws BrokenText at the first piece that is not
 */
export async function* onlyUtf8(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decodes = utf8Decoder();
  let [lines, held] = [0, Buffer.alloc(0)];
  for await (const piece of pieces) {
    const both = Buffer.concat([held, piece]);
    const isText = decodes(piece) && !hasUtf16Mark(both) && !both.includes(0);
    const wrong = isText ? undefined : notUtf8(both);
    if (wrong !== undefined) throw brokenFrom(lines, wrong);
    const kept = both.length - beganCharacter(both);
    lines += linesIn(both.subarray(0, kept));
    held = Buffer.from(both.subarray(kept));
    yield piece;
  }
  if (held.length > 0) throw brokenFrom(lines, { line: 1, why: 'line 1 is not UTF-8' });
}

const brokenFrom = (lines: number, { line, why }: NotUtf8) =>
  new BrokenText({ line: line + lines, why: why.replace(`line ${line}`, `line ${line + lines}`) });

/** Tells of pieces that follow one on another whether they go on as text. */
function utf8Decoder() {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return (piece: Uint8Array): boolean => {
    try {
      decoder.decode(piece, { stream: true });
      return true;
    } catch {
      return false;
    }
  };
}

/** Bytes at the end that are the beginning of a character whose rest is yet to come. */
function beganCharacter(buffer: Buffer): number {
  for (let back = 1; back <= Math.min(LONGEST - 1, buffer.length); back++) {
    const byte = buffer[buffer.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}
