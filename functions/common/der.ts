/** Writes and reads the few DER forms (X.690) that a signature needs. */

/** A value under its tag: the length in as few bytes as there are (X.690 §10.1). */
export function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const hex = body.length.toString(16);
  const length = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, body]);
}

export const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
/** In the order of their encodings (X.690 §11.6). */
export const set = (parts: readonly Uint8Array[]): Buffer => der(0x31, ...parts.toSorted(Buffer.compare));
export const octets = (value: Uint8Array): Buffer => der(0x04, value);
/** From 0 to 127. */
export const smallInteger = (value: number): Buffer => der(0x02, Buffer.from([value]));

/** `1.2.840.113549` (X.690 §8.19). */
export function objectId(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const arcs = [first * 40 + second, ...rest];
  return der(0x06, Buffer.from(arcs.flatMap(base128)));
}

function base128(arc: number): number[] {
  const digits = [arc % 128];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) digits.unshift(0x80 | (rest % 128));
  return digits;
}

/** In UTC: two digits of the year up to 2049, four from then on (RFC 5652 §11.3). */
export function time(at: Date): Buffer {
  const text = `${at.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`;
  return at.getUTCFullYear() < 2050 ? der(0x17, Buffer.from(text.slice(2))) : der(0x18, Buffer.from(text));
}

export interface DerPart {
  readonly tag: number;
  readonly whole: Buffer;
  readonly content: Buffer;
}

/** The parts that stand one behind the other. @throws RangeError when they do not end where they say */
export function derParts(from: Uint8Array): DerPart[] {
  const all = Buffer.from(from.buffer, from.byteOffset, from.byteLength);
  const parts: DerPart[] = [];
  for (let at = 0; at < all.length; ) {
    const short = all.readUInt8(at + 1);
    const more = short < 0x80 ? 0 : short & 0x7f;
    const length = more === 0 ? short : all.readUIntBE(at + 2, more);
    const begin = at + 2 + more;
    if (begin + length > all.length) throw new RangeError('DER ends before its end');
    const content = all.subarray(begin, begin + length);
    parts.push({ tag: all.readUInt8(at), whole: all.subarray(at, begin + length), content });
    at = begin + length;
  }
  return parts;
}
