import { beforeAll, describe, expect, test } from 'vitest';
import { type LayerCamera, openLayerCamera } from './camera.ts';
import { composeLayer, type Turns } from './layer-picture.ts';
import { encodeSymbol, type Picture, printSymbol } from './picture.ts';
import { FNC1 } from './symbol.ts';

const code = (serial: number) => `010950600013435217271231${'10LOT1'}\x1d21S${serial}`;

function pack(serial: number): Picture {
  const modules = encodeSymbol([FNC1, ...[...code(serial)].map((part) => (part === '\x1d' ? FNC1 : part))]);
  if (modules === undefined) throw new Error('too much for a symbol');
  return printSymbol(modules);
}

describe('a camera above a layer', () => {
  let look: LayerCamera;
  beforeAll(async () => {
    look = await openLayerCamera();
  });
  const texts = async (picture: Picture) => (await look(picture)).map(({ text }) => text).toSorted();
  const packs = (count: number) => Array.from({ length: count }, (_, index) => pack(index));
  const codes = (...serials: number[]) => serials.map((serial) => `]d2${code(serial)}`).toSorted();

  test.each([
    [1, 1],
    [6, 3],
    [12, 4],
    [24, 6],
  ])('reads %i packs in rows of %i, each once and at the best grade', async (count, columns) => {
    const sights = await look(
      composeLayer(
        packs(count).map((picture) => ({ picture })),
        columns,
      ),
    );
    expect(sights.map(({ text }) => text).toSorted()).toEqual(codes(...Array(count).keys()));
    expect(new Set(sights.map(({ grade }) => grade))).toEqual(new Set([4]));
  });

  test.each<Turns>([0, 1, 2, 3])('reads packs turned by %i quarters', async (turns) => {
    const picture = composeLayer(
      packs(4).map((face) => ({ picture: face, turns })),
      2,
    );
    expect(await texts(picture)).toEqual(codes(0, 1, 2, 3));
    expect((await look(picture)).map(({ grade }) => grade)).toEqual([4, 4, 4, 4]);
  });

  test('does not see what is hidden or missing', async () => {
    const [a, b, c, d] = packs(4);
    const places = [
      { picture: a },
      { picture: b, hidden: true },
      { picture: undefined },
      { picture: d, turns: 2 as const },
    ];
    expect(c).toBeDefined();
    expect(await texts(composeLayer(places, 2))).toEqual(codes(0, 3));
  });

  test('says where each code is', async () => {
    const picture = composeLayer(
      packs(4).map((face) => ({ picture: face })),
      2,
    );
    const half = picture.side / 2;
    const quadrant = ({ x, y }: { x: number; y: number }) => (y < half ? 0 : 2) + (x < half ? 0 : 1);
    for (const sight of await look(picture)) expect(sight.text).toBe(`]d2${code(quadrant(sight))}`);
  });
});
