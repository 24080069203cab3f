/** A value as it stands in BER (X.690): partners' systems write CMS with lengths that end by a mark and with octets in pieces. */
export interface Ber {
  /** The identifier octet, class and form included: 0x30 a sequence, 0xa0 what is tagged 0. */
  readonly tag: number;
  readonly whole: Buffer;
  /** Of a primitive value. */
  readonly content: Buffer;
  /** Of a constructed one. */
  readonly parts: readonly Ber[];
}

/** How deep values may stand in each other, and how many there may be: a CMS message of a hundred certificates stays below. */
const DEEPEST = 24;
const MOST = 20_000;

/** The one value that bytes are. @throws RangeError when they are no BER, go deeper or have more values than any message, or go on behind it */
export function readBer(bytes: Uint8Array): Ber {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const reader = { all, left: MOST };
  const one = readAt(reader, 0, all.length, 0);
  if (one.whole.length !== all.length) throw new RangeError('BER goes on behind its end');
  return one;
}

interface Reader {
  readonly all: Buffer;
  /** Values that may still come. */
  left: number;
}

const CONSTRUCTED = 0x20;
const nothing = Buffer.alloc(0);

function readAt(reader: Reader, at: number, end: number, depth: number): Ber {
  reader.left -= 1;
  if (reader.left < 0 || depth > DEEPEST) throw new RangeError('BER has too many values, or goes too deep');
  const { all } = reader;
  if (at + 2 > end) throw new RangeError('BER ends before its end');
  const tag = all.readUInt8(at);
  if ((tag & 0x1f) === 0x1f) throw new RangeError('BER with tags of many bytes');
  const { length, begin } = lengthAt(all, at + 1, end);
  const isConstructed = (tag & CONSTRUCTED) !== 0;
  if (length === undefined) {
    if (!isConstructed) throw new RangeError('BER without a length');
    return untilMark(reader, { tag, at, begin, end }, depth);
  }
  const until = begin + length;
  if (until > end) throw new RangeError('BER ends before its end');
  const whole = all.subarray(at, until);
  if (!isConstructed) return { tag, whole, content: all.subarray(begin, until), parts: [] };
  const parts: Ber[] = [];
  for (let next = begin; next < until; ) {
    const part = readAt(reader, next, until, depth + 1);
    parts.push(part);
    next += part.whole.length;
  }
  return { tag, whole, content: nothing, parts };
}

/** Parts up to the two zero bytes that end a value of unsaid length (X.690 §8.1.5). */
function untilMark(
  reader: Reader,
  { tag, at, begin, end }: { tag: number; at: number; begin: number; end: number },
  depth: number,
): Ber {
  const parts: Ber[] = [];
  let next = begin;
  for (;;) {
    if (next + 2 > end) throw new RangeError('BER ends before its end');
    if (reader.all.readUInt16BE(next) === 0) break;
    const part = readAt(reader, next, end, depth + 1);
    parts.push(part);
    next += part.whole.length;
  }
  return { tag, whole: reader.all.subarray(at, next + 2), content: nothing, parts };
}

/** Length undefined: it ends by a mark. */
function lengthAt(all: Buffer, at: number, end: number): { length: number | undefined; begin: number } {
  const first = all.readUInt8(at);
  if (first < 0x80) return { length: first, begin: at + 1 };
  if (first === 0x80) return { length: undefined, begin: at + 1 };
  const bytes = first & 0x7f;
  if (bytes > 4 || at + 1 + bytes > end) throw new RangeError('BER with a length beyond all bounds');
  return { length: all.readUIntBE(at + 1, bytes), begin: at + 1 + bytes };
}

/** Octets, in one piece or in many (X.690 §8.7). */
export function octetsOf({ content, parts }: Ber): Buffer {
  return parts.length === 0 ? content : Buffer.concat(parts.map(octetsOf));
}

/** `1.2.840.113549.1.7.2` (X.690 §8.19). @throws RangeError when it is no object identifier */
export function oidOf(one: Ber | undefined): string {
  if (one?.tag !== 0x06 || one.content.length > 40) throw new RangeError('no object identifier');
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of one.content) {
    arc = arc * 128 + (byte & 0x7f);
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const [head = 0, ...rest] = arcs;
  const first = Math.min(Math.floor(head / 40), 2);
  return [first, head - first * 40, ...rest].join('.');
}

/** A part by its place. @throws RangeError when there is none */
export function partAt({ parts }: Ber, place: number): Ber {
  const part = parts[place];
  if (part === undefined) throw new RangeError(`BER has no part ${place}`);
  return part;
}
