import * as v from 'valibot';
import { beforeAll, describe, expect, test } from 'vitest';
import { readBarcodes } from 'zxing-wasm/reader';
import { fnc1, writeElementString } from '#shared/gs1/element-string.ts';
import { isRefusal } from '#shared/refusal.ts';
import type { ContainerLabel } from '../device.ts';
import { openCamera } from '../simulated/camera.ts';
import { drawLabel } from '../simulated/label-picture.ts';
import type { Picture } from '../simulated/picture.ts';
import { zplReader } from '../simulated/zpl-format.ts';
import { containerLayout, writeContainerLabel } from './zpl-container-label.ts';

const layout = v.parse(containerLayout, {});
const sscc = '095212340000000013';
const content = [
  { ai: '02', value: '09506000134352' },
  { ai: '37', value: '48' },
];
const matrix = [
  { ai: '01', value: '19506000134359' },
  { ai: '10', value: 'L_1>' },
  { ai: '21', value: 'C-1' },
];
const label = (more: Partial<ContainerLabel> = {}): ContainerLabel => ({
  symbol: 'gs1-128',
  sscc,
  further: [],
  text: ['ACME', 'LOT L_1>'],
  ...more,
});

function printed(wanted: ContainerLabel, widthDots = layout.widthDots) {
  const zpl = writeContainerLabel(wanted, { ...layout, widthDots });
  if (isRefusal(zpl)) throw new Error(zpl.detail);
  const [piece] = zplReader()(zpl);
  if (piece?.kind !== 'format') throw new Error('no format');
  return drawLabel(piece.format);
}

/** All codes a scanner finds, each led by its symbology identifier. */
async function scanned({ side, pixels }: Picture): Promise<string[]> {
  const rgba = new Uint8ClampedArray(side * side * 4);
  for (let at = 0; at < pixels.length; at++)
    rgba.fill(pixels[at] ?? 0, at * 4, at * 4 + 3).fill(255, at * 4 + 3, at * 4 + 4);
  const image = { data: rgba, width: side, height: side, colorSpace: 'srgb' as const };
  const found = await readBarcodes(image, { formats: ['Code128', 'DataMatrix'], textMode: 'Plain' });
  return found.map(({ symbologyIdentifier, text }) => symbologyIdentifier + text).toSorted();
}

describe('a container label', () => {
  beforeAll(async () => {
    await openCamera();
  });

  test('is a GS1-128 symbol of the SSCC with its text beneath, lowest on the label', () => {
    const zpl = writeContainerLabel(label({ further: [content] }), layout);
    const text = isRefusal(zpl) ? '' : zpl;
    expect(text).toContain(`^BY4^BCN,256,N,N,N^FD>;>800${sscc}^FS`);
    expect(text).toContain(`^FD(00)${sscc}^FS`);
    expect(text.indexOf('>;>802')).toBeLessThan(text.indexOf('>;>800'));
    expect(text.endsWith('^PQ1^XZ\n')).toBe(true);
  });

  test('is read by a scanner as exactly what it was to say', async () => {
    const lot = [
      { ai: '10', value: 'L_1>' },
      { ai: '21', value: 'A1234567' },
    ];
    const { picture, code } = printed(label({ further: [content, lot], matrix }), 1_000);
    const texts = [matrix, content, lot, [{ ai: '00', value: sscc }]].map((elements) => writeElementString(elements));
    expect(code).toBe(texts.join('\n'));
    expect(await scanned(picture)).toEqual([
      `]C100${sscc}`,
      ']C102095060001343523748',
      `]C110L_1>${fnc1}21A1234567`,
      `]d2${texts[0]}`,
    ]);
  });

  test('without anything else is the SSCC alone', async () => {
    const { picture, code } = printed(label({ text: [] }));
    expect(code).toBe(`00${sscc}`);
    expect(await scanned(picture)).toEqual([`]C100${sscc}`]);
  });

  test.each([
    ['/sscc', label({ sscc: '095212340000000014' })],
    ['/sscc', label({ sscc: '0952123400000000' })],
    ['/further/0', label({ further: [[]] })],
    ['/further/1', label({ further: [content, [{ ai: '10', value: 'a^' }]] })],
    ['/further/0', label({ further: [[{ ai: '10', value: 'ABCDEFGHIJKLMNOPQRST' }]] })],
    ['/matrix/elements/0', label({ matrix: [{ ai: '01', value: '1' }] })],
    ['/text/1', label({ text: ['fine', '^XZ'] })],
  ])('is refused at %s', (at, bad) => {
    expect(writeContainerLabel(bad, layout)).toMatchObject({ refused: 'malformed', at });
  });

  test('takes a longer symbol on a wider label', () => {
    const long = label({ further: [[{ ai: '10', value: 'ABCDEFGHIJKLMNOPQRST' }]] });
    expect(isRefusal(writeContainerLabel(long, { ...layout, widthDots: 1_600 }))).toBe(false);
  });
});
