import {
  type Direction,
  type EncryptBlocks,
  type Ff1Domain,
  type Ff1Shape,
  ff1Prologue,
  ff1Shape,
  roundsOf,
  xor,
} from './ff1.ts';

/** Values as two columns of halves, each a whole number below the size of its half. */
export interface Halves {
  readonly left: Float64Array;
  readonly right: Float64Array;
}

const two32 = 2 ** 32;

/** True when halves and the sums of the Feistel rounds are exact as numbers: then b ≤ 7, d ≤ 12 and Q varies in one block only. */
export function isNarrow({ rightSize }: Ff1Shape): boolean {
  return rightSize <= 2n ** 52n;
}

/**
 * FF1 (NIST SP 800-38G, algorithms 7 and 8) over a whole batch, in place: one call of the block cipher per Feistel round, one block per
 * value.
 * @throws RangeError when the domain is not narrow.
 */
export function permuteNarrow(
  domain: Ff1Domain,
  encrypt: EncryptBlocks,
  direction: Direction,
  { left, right }: Halves,
): void {
  const shape = ff1Shape(domain);
  if (!isNarrow(shape)) throw new RangeError(`halves of ${shape.rightSize} values are not exact numbers`);
  const { chain, tail } = ff1Prologue(domain, shape, encrypt);
  const start = xor(chain, tail);
  const blocks = new Uint8Array(16 * left.length);
  writeStart(blocks, start);
  for (const round of roundsOf(direction)) {
    const isEven = round % 2 === 0;
    const [target, source] = isEven ? [left, right] : [right, left];
    const size = Number(isEven ? shape.leftSize : shape.rightSize);
    const numbered = start.slice();
    const place = 15 - shape.halfBytes;
    numbered[place] = (numbered[place] ?? 0) ^ round;
    writeHalves(blocks, source, numbered);
    const answers = encrypt(blocks);
    if ((domain.radix & (domain.radix - 1)) === 0) addLowBits(target, answers, shape.outputBytes, size, direction);
    else addReduced(target, answers, shape.outputBytes, size, direction);
  }
}

/** The first eight bytes of each block: the same for all values and rounds. */
function writeStart(blocks: Uint8Array, start: Uint8Array): void {
  const view = new DataView(blocks.buffer, blocks.byteOffset, blocks.byteLength);
  const fixed = new DataView(start.buffer, start.byteOffset, 16);
  const [high, low] = [fixed.getUint32(0), fixed.getUint32(4)];
  for (let at = 0; at < blocks.length; at += 16) {
    view.setUint32(at, high);
    view.setUint32(at + 4, low);
  }
}

/** The last eight bytes of each block: round number and half, over the chaining value. Only these change from round to round. */
function writeHalves(blocks: Uint8Array, source: Float64Array, start: Uint8Array): void {
  const view = new DataView(blocks.buffer, blocks.byteOffset, blocks.byteLength);
  const fixed = new DataView(start.buffer, start.byteOffset, 16);
  const [high, low] = [fixed.getUint32(8), fixed.getUint32(12)];
  for (let i = 0, at = 8; i < source.length; i++, at += 16) {
    const half = source[i] ?? 0;
    const upper = Math.floor(half / two32);
    view.setUint32(at, high ^ upper);
    view.setUint32(at + 4, low ^ (half - upper * two32));
  }
}

/** Adds y modulo a power of two: its low bits. `outputBytes` of each block are y, big-endian. */
function addLowBits(
  target: Float64Array,
  answers: Uint8Array,
  outputBytes: number,
  size: number,
  direction: Direction,
): void {
  const view = new DataView(answers.buffer, answers.byteOffset, answers.byteLength);
  const upperMask = size > two32 ? size / two32 - 1 : 0;
  const lowerMask = size > two32 ? 0xffffffff : size - 1;
  const [negate, inverse] = [direction === 'decrypt', 1 / size];
  for (let i = 0, at = outputBytes; i < target.length; i++, at += 16) {
    const y = ((view.getUint32(at - 8) & upperMask) >>> 0) * two32 + ((view.getUint32(at - 4) & lowerMask) >>> 0);
    const sum = (target[i] ?? 0) + (negate ? size - y : y);
    // Whether the sum overflows is a coin toss: computed, because a mispredicted branch costs more than the rest of the loop.
    target[i] = sum - Math.floor(sum * inverse) * size;
  }
}

/**
 * Adds y modulo any size. The remainder is taken from the left, as many bits at a time as keep every step below 2^53, with a quotient that
 * floating point may miss by one.
 */
function addReduced(
  target: Float64Array,
  answers: Uint8Array,
  outputBytes: number,
  size: number,
  direction: Direction,
): void {
  const view = new DataView(answers.buffer, answers.byteOffset, answers.byteLength);
  const bits = [16, 8, 4, 2].find((width) => size * (2 ** width + 1) <= 2 ** 53) ?? 1;
  const [step, mask, inverse] = [2 ** bits, 2 ** bits - 1, 1 / size];
  const negate = direction === 'decrypt';
  for (let i = 0, at = 0; i < target.length; i++, at += 16) {
    let y = view.getUint32(at);
    for (let offset = 4; offset < outputBytes; offset += 4) {
      const word = view.getUint32(at + offset);
      for (let shift = 32 - bits; shift >= 0; shift -= bits) {
        const next = y * step + ((word >>> shift) & mask);
        y = settle(next - Math.floor(next * inverse) * size, size);
      }
    }
    const sum = (target[i] ?? 0) + (negate ? size - y : y);
    target[i] = settle(sum - Math.floor(sum * inverse) * size, size);
  }
}

/** Mends a remainder whose quotient was one off: rare, so the branches are predicted. */
function settle(remainder: number, size: number): number {
  if (remainder < 0) return remainder + size;
  return remainder >= size ? remainder - size : remainder;
}
