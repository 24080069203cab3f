import { FNC1, type Modules, type SymbolData } from './symbol.ts';

/** Square symbols of one block: modules a side, codewords of data and of error correction, regions a side (ISO/IEC 16022, table 7). */
const SIZES = [
  { side: 10, data: 3, correction: 5, regions: 1 },
  { side: 12, data: 5, correction: 7, regions: 1 },
  { side: 14, data: 8, correction: 10, regions: 1 },
  { side: 16, data: 12, correction: 12, regions: 1 },
  { side: 18, data: 18, correction: 14, regions: 1 },
  { side: 20, data: 22, correction: 18, regions: 1 },
  { side: 22, data: 30, correction: 20, regions: 1 },
  { side: 24, data: 36, correction: 24, regions: 1 },
  { side: 26, data: 44, correction: 28, regions: 1 },
  { side: 32, data: 62, correction: 36, regions: 2 },
  { side: 36, data: 86, correction: 42, regions: 2 },
  { side: 40, data: 114, correction: 48, regions: 2 },
  { side: 44, data: 144, correction: 56, regions: 2 },
  { side: 48, data: 174, correction: 68, regions: 2 },
] as const;
type Size = (typeof SIZES)[number];

const FNC1_CODEWORD = 232;
const PAD = 129;
const FIELD = 0x12d;
const BITS = 8;
/** A module that is dark whatever the data. */
const FIXED = -1;
const UNSET = -2;

const isDigit = (part: SymbolData[number] | undefined) => typeof part === 'string' && part >= '0' && part <= '9';

/** ASCII encodation: two digits in one codeword, any other character in one of its own. Undefined for what is not ASCII. */
function codewordsOf(data: SymbolData): number[] | undefined {
  const words: number[] = [];
  for (let at = 0; at < data.length; at++) {
    const part = data[at];
    const next = data[at + 1];
    if (part === undefined) continue;
    if (part === FNC1) words.push(FNC1_CODEWORD);
    else if (isDigit(part) && isDigit(next)) {
      words.push(130 + Number(part) * 10 + Number(next));
      at += 1;
    } else {
      const code = part.length === 1 ? part.charCodeAt(0) : Number.POSITIVE_INFINITY;
      if (code > 127) return undefined;
      words.push(code + 1);
    }
  }
  return words;
}

/** Fills up to the size: a pad, and then pads that no two look alike. */
function pad(words: number[], count: number): void {
  if (words.length < count) words.push(PAD);
  while (words.length < count) {
    const random = PAD + ((149 * (words.length + 1)) % 253) + 1;
    words.push(random > 254 ? random - 254 : random);
  }
}

const powers: number[] = [1];
for (let power = 1; power < 255; power++) {
  const doubled = (powers[power - 1] ?? 0) * 2;
  powers.push(doubled > 255 ? doubled ^ FIELD : doubled);
}
const logs = new Map(powers.map((value, power) => [value, power]));

const times = (one: number, other: number): number =>
  one === 0 || other === 0 ? 0 : (powers[((logs.get(one) ?? 0) + (logs.get(other) ?? 0)) % 255] ?? 0);

/** The product of (x - 2^i) for i from 1 to `count`, its highest coefficient left out, highest first. */
function generator(count: number): number[] {
  let polynomial = [1];
  for (let root = 1; root <= count; root++) {
    const next = [...polynomial, 0];
    for (const [at, coefficient] of polynomial.entries()) {
      next[at + 1] = (next[at + 1] ?? 0) ^ times(coefficient, powers[root] ?? 0);
    }
    polynomial = next;
  }
  return polynomial.slice(1);
}

function correctionOf(words: readonly number[], polynomial: readonly number[]): number[] {
  const rest = new Array<number>(polynomial.length).fill(0);
  for (const word of words) {
    const factor = word ^ (rest.shift() ?? 0);
    rest.push(0);
    for (const [at, coefficient] of polynomial.entries()) rest[at] = (rest[at] ?? 0) ^ times(factor, coefficient);
  }
  return rest;
}

/** Rows and columns of a codeword's eight modules around its last one, most significant first (figure F.1). */
const UTAH = [
  [-2, -2],
  [-2, -1],
  [-1, -2],
  [-1, -1],
  [-1, 0],
  [0, -2],
  [0, -1],
  [0, 0],
] as const;

/** The same where a codeword falls on corners; counted from the end where negative (figures F.3 to F.6). */
const CORNERS = [
  [
    [-1, 0],
    [-1, 1],
    [-1, 2],
    [0, -2],
    [0, -1],
    [1, -1],
    [2, -1],
    [3, -1],
  ],
  [
    [-3, 0],
    [-2, 0],
    [-1, 0],
    [0, -4],
    [0, -3],
    [0, -2],
    [0, -1],
    [1, -1],
  ],
  [
    [-3, 0],
    [-2, 0],
    [-1, 0],
    [0, -2],
    [0, -1],
    [1, -1],
    [2, -1],
    [3, -1],
  ],
  [
    [-1, 0],
    [-1, -1],
    [0, -3],
    [0, -2],
    [0, -1],
    [1, -3],
    [1, -2],
    [1, -1],
  ],
] as const;

/** Which bit each module of a mapping matrix shows: codeword times eight plus bit, most significant first (annex F). */
function placement(side: number): number[] {
  const places = new Array<number>(side * side).fill(UNSET);
  let word = 0;
  const set = (row: number, column: number, bit: number) => {
    places[row * side + column] = word * BITS + bit;
  };
  const corner = (which: number) => {
    const around = (at: number) => (at < 0 ? at + side : at);
    for (const [bit, [row, column]] of (CORNERS[which] ?? []).entries()) set(around(row), around(column), bit);
    word += 1;
  };
  const utah = (row: number, column: number) => {
    if (row < 0 || column < 0 || row >= side || column >= side || places[row * side + column] !== UNSET) return;
    for (const [bit, [down, right]] of UTAH.entries()) {
      let [y, x] = [row + down, column + right];
      const wrapped = 4 - ((side + 4) % 8);
      if (y < 0) [y, x] = [y + side, x + wrapped];
      if (x < 0) [y, x] = [y + wrapped, x + side];
      set(y, x, bit);
    }
    word += 1;
  };
  for (let [row, column] = [4, 0]; row < side || column < side; ) {
    if (row === side && column === 0) corner(0);
    if (row === side - 2 && column === 0 && side % 4 !== 0) corner(1);
    if (row === side - 2 && column === 0 && side % 8 === 4) corner(2);
    if (row === side + 4 && column === 2 && side % 8 === 0) corner(3);
    for (; row >= 0 && column < side; row -= 2, column += 2) utah(row, column);
    [row, column] = [row + 1, column + 3];
    for (; row < side && column >= 0; row += 2, column -= 2) utah(row, column);
    [row, column] = [row + 3, column + 1];
  }
  // Two of the four modules that no codeword reaches are dark.
  const last = side * side - 1;
  if (places[last] === UNSET) places[last] = places[last - side - 1] = FIXED;
  return places;
}

/** What a symbol of a size shows at each module: a bit of its codewords, always dark, or never. */
function layout({ side, regions }: Size): number[] {
  const region = side / regions;
  const inner = region - 2;
  const places = placement(side - 2 * regions);
  const shown: number[] = [];
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [row, column] = [y % region, x % region];
      const solid = column === 0 || row === region - 1;
      const clock = (row === 0 && column % 2 === 0) || (column === region - 1 && row % 2 === 1);
      if (solid || clock) shown.push(FIXED);
      else if (row === 0 || column === region - 1) shown.push(UNSET);
      else {
        const mapped = Math.floor(y / region) * inner + row - 1;
        shown.push(places[mapped * inner * regions + Math.floor(x / region) * inner + column - 1] ?? UNSET);
      }
    }
  }
  return shown;
}

const made = new Map<number, { readonly shown: readonly number[]; readonly polynomial: readonly number[] }>();
function partsOf(size: Size) {
  const parts = made.get(size.side) ?? { shown: layout(size), polynomial: generator(size.correction) };
  made.set(size.side, parts);
  return parts;
}

/**
 * Encodes ASCII as a square DataMatrix ECC 200 (ISO/IEC 16022) of one block, the smallest that holds it.
 *
 * @returns undefined for what is not ASCII or takes more than 174 codewords
 */
export function encodeDataMatrix(data: SymbolData): Modules | undefined {
  const words = codewordsOf(data);
  const size = words === undefined ? undefined : SIZES.find(({ data: room }) => words.length <= room);
  if (words === undefined || size === undefined) return undefined;
  pad(words, size.data);
  const { shown, polynomial } = partsOf(size);
  const all = [...words, ...correctionOf(words, polynomial)];
  const dark = shown.map((place) => {
    if (place < 0) return place === FIXED ? 1 : 0;
    return ((all[Math.floor(place / BITS)] ?? 0) >> (BITS - 1 - (place % BITS))) & 1;
  });
  return { side: size.side, dark };
}
