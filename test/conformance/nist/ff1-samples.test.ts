import { describe, expect, test } from 'vitest';
import { aesBlocks } from '#common/aes.ts';
import { type Ff1Domain, ff1Shape } from '#shared/serials/ff1.ts';
import { permuteNarrow } from '#shared/serials/ff1-narrow.ts';
import { ff1Numerals, readNumerals } from '#shared/serials/ff1-numerals.ts';
import { permuteWide } from '#shared/serials/ff1-wide.ts';

const key128 = '2B7E151628AED2A6ABF7158809CF4F3C';
const key192 = `${key128}EF4359D8D580AA4F`;
const key256 = `${key192}7F036D6F04FC6A94`;
const decimalTweak = '39383736353433323130';
const letterTweak = '3737373770717273373737';

// NIST, "Examples with Intermediate Values", FF1 samples 1 to 9.
const samples: [key: string, radix: number, tweak: string, plain: string, cipher: string][] = [
  [key128, 10, '', '0123456789', '2433477484'],
  [key128, 10, decimalTweak, '0123456789', '6124200773'],
  [key128, 36, letterTweak, '0123456789abcdefghi', 'a9tv40mll9kdu509eum'],
  [key192, 10, '', '0123456789', '2830668132'],
  [key192, 10, decimalTweak, '0123456789', '2496655549'],
  [key192, 36, letterTweak, '0123456789abcdefghi', 'xbj3kv35jrawxv32ysr'],
  [key256, 10, '', '0123456789', '6657667009'],
  [key256, 10, decimalTweak, '0123456789', '1001623463'],
  [key256, 36, letterTweak, '0123456789abcdefghi', 'xs8a0azh2avyalyzuwd'],
];

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
const digits = (text: string) => Array.from(text, (digit) => Number.parseInt(digit, 36));
const domainOf = (radix: number, tweak: string, plain: string): Ff1Domain => ({
  radix,
  length: plain.length,
  tweak: bytes(tweak),
});

describe.each(samples)('FF1 under %s, radix %i, tweak "%s"', (key, radix, tweak, plain, cipher) => {
  const domain = domainOf(radix, tweak, plain);
  const encrypt = aesBlocks(bytes(key));
  const { leftLength } = ff1Shape(domain);
  const halves = (text: string) =>
    [text.slice(0, leftLength), text.slice(leftLength)].map((half) => readNumerals(digits(half), radix));

  test('turns the plain text into the cipher text and back', () => {
    expect(ff1Numerals(domain, encrypt, 'encrypt', [digits(plain)])).toEqual([digits(cipher)]);
    expect(ff1Numerals(domain, encrypt, 'decrypt', [digits(cipher)])).toEqual([digits(plain)]);
  });

  test('in exact numbers and in big integers alike', () => {
    const [left = 0n, right = 0n] = halves(plain);
    const wide = { left: [left], right: [right] };
    permuteWide(domain, encrypt, 'encrypt', wide);
    expect([...wide.left, ...wide.right]).toEqual(halves(cipher));
    const narrow = { left: Float64Array.of(Number(left)), right: Float64Array.of(Number(right)) };
    permuteNarrow(domain, encrypt, 'encrypt', narrow);
    expect([...narrow.left, ...narrow.right].map(BigInt)).toEqual(halves(cipher));
  });
});
