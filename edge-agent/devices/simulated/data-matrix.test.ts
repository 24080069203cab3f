import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openCamera } from './camera.ts';
import { encodeDataMatrix } from './data-matrix.ts';
import { printSymbol } from './picture.ts';
import { FNC1, type SymbolData } from './symbol.ts';

const camera = await openCamera();

async function readBack(data: SymbolData): Promise<string | undefined> {
  const modules = encodeDataMatrix(data);
  if (modules === undefined) return undefined;
  return (await camera(printSymbol(modules))).text;
}

describe('a DataMatrix of the simulated printers', () => {
  test('is read by a decoder of other people, whatever it says', async () => {
    const part = fc.oneof(fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 1 }), fc.constant(FNC1));
    const parts = fc.array(part, { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(parts, async (rest) => {
        const said = rest.map((one) => (one === FNC1 ? '\x1d' : one)).join('');
        expect(await readBack([FNC1, ...rest])).toBe(`]d2${said}`);
      }),
      { numRuns: 60 },
    );
  });

  test('has every size that one block of error correction allows, and each is read', async () => {
    const sides = new Set<number>();
    for (let length = 1; length <= 174; length++) {
      const data = [...'x'.repeat(length)];
      const side = encodeDataMatrix(data)?.side ?? 0;
      if (sides.has(side)) continue;
      sides.add(side);
      expect(await readBack(data), `${side} modules`).toBe(`]d1${'x'.repeat(length)}`);
    }
    expect([...sides]).toEqual([10, 12, 14, 16, 18, 20, 22, 24, 26, 32, 36, 40, 44, 48]);
  });

  test('holds two digits in the room of one letter', () => {
    expect(encodeDataMatrix([...'123456'])?.side).toBe(10);
    expect(encodeDataMatrix([...'ABCDEF'])?.side).toBe(14);
  });

  test('is not made of what is no ASCII, or too much', () => {
    expect(encodeDataMatrix(['é'])).toBeUndefined();
    expect(encodeDataMatrix([...'x'.repeat(175)])).toBeUndefined();
  });
});
