/** AES-ECB without padding over whole 16-byte blocks, with a key bound to it. Must not change its argument. */
export type EncryptBlocks = (blocks: Uint8Array) => Uint8Array;

export type Direction = 'encrypt' | 'decrypt';

/** The numeral strings FF1 permutes: `length` digits of `radix` (2 to 65,536), and a tweak (empty when absent). */
export interface Ff1Domain {
  readonly radix: number;
  readonly length: number;
  readonly tweak?: Uint8Array;
}

/** What NIST SP 800-38G, algorithm 7, steps 1 to 4 derive from a domain. */
export interface Ff1Shape {
  /** Digits of the left half (u) and of the right half (v). */
  readonly leftLength: number;
  readonly rightLength: number;
  /** How many values each half can take. */
  readonly leftSize: bigint;
  readonly rightSize: bigint;
  /** Bytes a half takes in Q (b), and bytes of the round function's output that count (d). */
  readonly halfBytes: number;
  readonly outputBytes: number;
}

/**
 * Derives the shape of a domain.
 * @throws RangeError when FF1 is not defined on it; a domain must hold a million values (SP 800-38G revision 1, §5.1).
 */
export function ff1Shape({ radix, length }: Ff1Domain): Ff1Shape {
  if (!Number.isInteger(radix) || radix < 2 || radix > 65_536) throw new RangeError(`FF1 radix ${radix}`);
  if (!Number.isInteger(length) || length < 2 || length >= 2 ** 32 || length * Math.log2(radix) < Math.log2(1_000_000))
    throw new RangeError(`FF1 length ${length} for radix ${radix}`);
  const leftLength = Math.floor(length / 2);
  const rightLength = length - leftLength;
  const rightSize = BigInt(radix) ** BigInt(rightLength);
  const halfBytes = Math.ceil((rightSize - 1n).toString(16).length / 2);
  return {
    leftLength,
    rightLength,
    leftSize: BigInt(radix) ** BigInt(leftLength),
    rightSize,
    halfBytes,
    outputBytes: 4 * Math.ceil(halfBytes / 4) + 4,
  };
}

/** Which rounds are done in which order; in even rounds the left half changes, in odd rounds the right one. */
export const roundsOf = (direction: Direction) =>
  direction === 'encrypt' ? [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] : [9, 8, 7, 6, 5, 4, 3, 2, 1, 0];

/**
 * The part of the round function that no value and no round changes: the CBC-MAC state after P and the leading blocks of Q, and the
 * remaining blocks of Q with zeros where round number (at `-halfBytes - 1`) and half (the last `halfBytes`) belong.
 */
export function ff1Prologue(
  { radix, length, tweak = new Uint8Array() }: Ff1Domain,
  { leftLength, halfBytes }: Ff1Shape,
  encrypt: EncryptBlocks,
): { chain: Uint8Array; tail: Uint8Array } {
  const message = new Uint8Array(16 + 16 * Math.ceil((tweak.length + 1 + halfBytes) / 16));
  const p = new DataView(message.buffer, 0, 16);
  message.set([1, 2, 1]);
  p.setUint8(3, radix >>> 16);
  p.setUint16(4, radix & 0xffff);
  p.setUint8(6, 10);
  p.setUint8(7, leftLength & 0xff);
  p.setUint32(8, length);
  p.setUint32(12, tweak.length);
  message.set(tweak, 16);
  const settled = Math.floor((message.length - halfBytes - 1) / 16) * 16;
  let chain: Uint8Array = new Uint8Array(16);
  for (let at = 0; at < settled; at += 16) chain = encrypt(xor(chain, message.subarray(at, at + 16)));
  return { chain, tail: message.slice(settled) };
}

/** Bytewise exclusive or of two arrays of one length, as a new one. */
export function xor(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a);
  for (let at = 0; at < both.length; at++) both[at] = (both[at] ?? 0) ^ (b[at] ?? 0);
  return both;
}
