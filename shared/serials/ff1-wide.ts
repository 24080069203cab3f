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

/** Values as two columns of halves too large for exact numbers. */
export interface WideHalves {
  readonly left: bigint[];
  readonly right: bigint[];
}

/**
 * FF1 (NIST SP 800-38G, algorithms 7 and 8) over a whole batch, in place, for any domain. One call of the block cipher per round and block
 * of Q that varies, and one per further block of S.
 */
export function permuteWide(domain: Ff1Domain, encrypt: EncryptBlocks, direction: Direction, halves: WideHalves): void {
  const shape = ff1Shape(domain);
  const { chain, tail } = ff1Prologue(domain, shape, encrypt);
  for (const round of roundsOf(direction)) {
    const isEven = round % 2 === 0;
    const [target, source] = isEven ? [halves.left, halves.right] : [halves.right, halves.left];
    const size = isEven ? shape.leftSize : shape.rightSize;
    const numbered = tail.slice();
    numbered[tail.length - shape.halfBytes - 1] = round;
    const macs = macsOf(source, chain, numbered, encrypt);
    for (const [i, y] of stretch(macs, shape, encrypt).entries()) {
      const sum = ((target[i] ?? 0n) + (direction === 'encrypt' ? y : -y)) % size;
      target[i] = sum < 0n ? sum + size : sum;
    }
  }
}

/** R of every value: the CBC-MAC of P and Q, worked block by block for all values side by side. */
function macsOf(source: readonly bigint[], chain: Uint8Array, tail: Uint8Array, encrypt: EncryptBlocks): Uint8Array {
  let states = repeat(chain, source.length);
  for (let at = 0; at < tail.length; at += 16) {
    const blocks = xor(states, repeat(tail.subarray(at, at + 16), source.length));
    const view = viewOf(blocks);
    // A half ends where Q ends; its low bits lie in the blocks after this one.
    const later = BigInt(8 * (tail.length - at - 16));
    for (const [i, half] of source.entries()) {
      const part = half >> later;
      view.setBigUint64(16 * i + 8, view.getBigUint64(16 * i + 8) ^ BigInt.asUintN(64, part));
      view.setBigUint64(16 * i, view.getBigUint64(16 * i) ^ BigInt.asUintN(64, part >> 64n));
    }
    states = encrypt(blocks);
  }
  return states;
}

/** y of every value: the first d bytes of R, CIPH(R xor 1), CIPH(R xor 2) …, as a number. */
function stretch(macs: Uint8Array, { outputBytes }: Ff1Shape, encrypt: EncryptBlocks): bigint[] {
  const columns = [viewOf(macs)];
  for (let j = 1; 16 * j < outputBytes; j++) {
    const counter = new Uint8Array(16);
    viewOf(counter).setUint32(12, j);
    columns.push(viewOf(encrypt(xor(macs, repeat(counter, macs.length / 16)))));
  }
  const surplus = BigInt(8 * (16 * columns.length - outputBytes));
  const ys: bigint[] = [];
  for (let at = 0; at < macs.length; at += 16) {
    const s = columns.reduce(
      (sum, view) => (sum << 128n) | (view.getBigUint64(at) << 64n) | view.getBigUint64(at + 8),
      0n,
    );
    ys.push(s >> surplus);
  }
  return ys;
}

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function repeat(block: Uint8Array, times: number): Uint8Array {
  const all = new Uint8Array(16 * times);
  for (let i = 0; i < times; i++) all.set(block, 16 * i);
  return all;
}
