import { type Direction, type EncryptBlocks, type Ff1Domain, ff1Shape } from './ff1.ts';
import { isNarrow, permuteNarrow } from './ff1-narrow.ts';
import { permuteWide } from './ff1-wide.ts';

/** Digits below the radix, the most significant first. */
export type Numerals = readonly number[];

/** FF1 (NIST SP 800-38G) over a batch of numeral strings of the domain's length. */
export function ff1Numerals(
  domain: Ff1Domain,
  encrypt: EncryptBlocks,
  direction: Direction,
  values: readonly Numerals[],
): Numerals[] {
  const { radix } = domain;
  const shape = ff1Shape(domain);
  const { leftLength, rightLength } = shape;
  const left = values.map((value) => readNumerals(value.slice(0, leftLength), radix));
  const right = values.map((value) => readNumerals(value.slice(leftLength), radix));
  const join = (leftHalf: bigint, rightHalf: bigint) => [
    ...writeNumerals(leftHalf, radix, leftLength),
    ...writeNumerals(rightHalf, radix, rightLength),
  ];
  if (!isNarrow(shape)) {
    permuteWide(domain, encrypt, direction, { left, right });
    return left.map((half, i) => join(half, right[i] ?? 0n));
  }
  const halves = { left: Float64Array.from(left, Number), right: Float64Array.from(right, Number) };
  permuteNarrow(domain, encrypt, direction, halves);
  return Array.from(halves.left, (half, i) => join(BigInt(half), BigInt(halves.right[i] ?? 0)));
}

/** NUM_radix of the standard. */
export function readNumerals(numerals: Numerals, radix: number): bigint {
  return numerals.reduce((sum, digit) => sum * BigInt(radix) + BigInt(digit), 0n);
}

/** STR_radix of the standard: exactly `length` digits. */
export function writeNumerals(value: bigint, radix: number, length: number): number[] {
  const numerals = new Array<number>(length);
  for (let at = length - 1, rest = value; at >= 0; at--, rest /= BigInt(radix))
    numerals[at] = Number(rest % BigInt(radix));
  return numerals;
}
