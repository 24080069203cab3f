/** SHA-256 (FIPS 180-4) without a platform, so that an event's id is the same function everywhere. */

const primes = firstPrimes(64);
// Signed words: their sums stay what the processor adds, where unsigned ones would turn into floating point.
const constants = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const start = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const utf8 = new TextEncoder();

/** The digest of a text's UTF-8 bytes, 64 lower-case hexadecimal digits. */
export function sha256(text: string): string {
  const bytes = padded(utf8.encode(text));
  const view = new DataView(bytes.buffer);
  const state = start.slice();
  const words = new Int32Array(64);
  for (let block = 0; block < bytes.length; block += 64) compress(state, words, view, block);
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

/** FIPS 180-4 §5.1.1: a one bit, zeros, and the length in bits as 64 bits. */
function padded(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array((((message.length + 8) >> 6) + 1) << 6);
  bytes.set(message);
  bytes[message.length] = 0x80;
  new DataView(bytes.buffer).setBigUint64(bytes.length - 8, BigInt(message.length) * 8n);
  return bytes;
}

const turn = (word: number, by: number) => (word >>> by) | (word << (32 - by));

function schedule(words: Int32Array, view: DataView, block: number): void {
  for (let i = 0; i < 16; i++) words[i] = view.getInt32(block + i * 4);
  for (let i = 16; i < 64; i++) {
    const near = words[i - 2] ?? 0;
    const far = words[i - 15] ?? 0;
    const s0 = turn(far, 7) ^ turn(far, 18) ^ (far >>> 3);
    const s1 = turn(near, 17) ^ turn(near, 19) ^ (near >>> 10);
    words[i] = ((((words[i - 16] ?? 0) + s0) | 0) + (((words[i - 7] ?? 0) + s1) | 0)) | 0;
  }
}

function compress(state: Int32Array, words: Int32Array, view: DataView, block: number): void {
  schedule(words, view, block);
  // Taken apart by hand: what an array is iterated with costs more than a round.
  let a = state[0] ?? 0;
  let b = state[1] ?? 0;
  let c = state[2] ?? 0;
  let d = state[3] ?? 0;
  let e = state[4] ?? 0;
  let f = state[5] ?? 0;
  let g = state[6] ?? 0;
  let h = state[7] ?? 0;
  for (let i = 0; i < 64; i++) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const input = ((constants[i] ?? 0) + (words[i] ?? 0)) | 0;
    const first = ((((h + s1) | 0) + ((e & f) ^ (~e & g))) | 0) + input;
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const second = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  add(state, 0, a);
  add(state, 1, b);
  add(state, 2, c);
  add(state, 3, d);
  add(state, 4, e);
  add(state, 5, f);
  add(state, 6, g);
  add(state, 7, h);
}

function add(state: Int32Array, index: number, word: number): void {
  state[index] = ((state[index] ?? 0) + word) | 0;
}

/** The first 32 bits of a fractional part (FIPS 180-4 §4.2.2, §5.3.3). */
function fraction(root: number): number {
  return Math.floor((root - Math.floor(root)) * 2 ** 32);
}

function firstPrimes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}
