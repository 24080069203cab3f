import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { fnc1, writeElementString } from '#shared/gs1/element-string.ts';
import { type Camera, openCamera, type Sight } from './camera.ts';
import { growth, paleness, voids } from './damage.ts';
import { blankCarton, encodeSymbol, type Picture, printSymbol } from './picture.ts';
import { randomStream } from './random.ts';
import { FNC1, type SymbolData } from './symbol.ts';

const set82 = [...'!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'];
const value = fc.array(fc.constantFrom(...set82), { minLength: 1, maxLength: 20 }).map((parts) => parts.join(''));

const elementString = (lot: string, serial: string) => {
  const text = writeElementString([
    { ai: '01', value: '09506000134352' },
    { ai: '17', value: '271231' },
    { ai: '10', value: lot },
    { ai: '21', value: serial },
  ]);
  if (typeof text !== 'string') throw new Error(text.detail);
  return text;
};

function printed(data: SymbolData): Picture {
  const modules = encodeSymbol(data);
  if (modules === undefined) throw new Error('too much for a symbol');
  return printSymbol(modules);
}

const gs1 = (text: string): Picture =>
  printed([FNC1, ...[...text].map((character) => (character === fnc1 ? FNC1 : character))]);

describe('the camera', () => {
  let look: Camera;
  beforeAll(async () => {
    look = await openCamera();
  });

  test('reads an undamaged code as exactly the element string printed, at the best grade', async () => {
    await fc.assert(
      fc.asyncProperty(value, value, async (lot, serial) => {
        const text = elementString(lot, serial);
        expect(await look(gs1(text))).toEqual({ text: `]d2${text}`, grade: 4 });
      }),
      { numRuns: 400 },
    );
  });

  test('tells a code without leading FNC1 from a GS1 code', async () => {
    expect((await look(printed([...'0109506000134352']))).text).toBe(']d10109506000134352');
  });

  test('reads nothing on a blank carton', async () => {
    expect(await look(blankCarton())).toEqual({ text: undefined, grade: 0 });
  });

  const spoil = async (damage: typeof voids, count = 300) => {
    const random = randomStream(3, damage.name);
    const sights: { sight: Sight; text: string }[] = [];
    for (let carton = 0; carton < count; carton++) {
      const text = elementString('LOT1', `S${carton}`);
      const picture = gs1(text);
      damage(picture, random);
      sights.push({ sight: await look(picture), text });
    }
    return sights;
  };

  test.each(Object.entries({ voids, growth, paleness }))(
    'reads what %s left, or nothing, but never another code',
    async (_, damage) => {
      for (const { sight, text } of await spoil(damage)) expect([undefined, `]d2${text}`]).toContain(sight.text);
    },
  );

  test('cannot read some codes with voids, and grades others down', async () => {
    const sights = (await spoil(voids)).map(({ sight }) => sight);
    expect(sights.filter(({ text }) => text === undefined).length).toBeGreaterThan(30);
    expect(sights.filter(({ text, grade }) => text !== undefined && grade < 4).length).toBeGreaterThan(30);
    expect(sights.filter(({ grade }) => grade === 4).length).toBeGreaterThan(0);
  });

  test.each(Object.entries({ growth, paleness }))(
    'gives every grade to codes that suffer from %s',
    async (_, damage) => {
      const grades = new Set((await spoil(damage)).map(({ sight }) => sight.grade));
      expect(grades.size).toBeGreaterThanOrEqual(4);
    },
  );
});
