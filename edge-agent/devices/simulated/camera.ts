import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { prepareZXingModule, type ReadResult, readBarcodes } from 'zxing-wasm/reader';
import { gradeOf } from './grade.ts';
import type { Picture } from './picture.ts';

/** What the camera makes of a picture: AIM identifier and data, or nothing, and its grade. */
export interface Sight {
  readonly text: string | undefined;
  readonly grade: number;
}

/** A code among several in a picture, and where its middle is. */
export interface PlacedSight {
  readonly text: string;
  readonly grade: number;
  readonly x: number;
  readonly y: number;
}

/** Looks at a picture, and knows nothing of the carton but this. */
export type Camera = (picture: Picture) => Promise<Sight>;

const toImage = ({ side, pixels }: Picture) => {
  const rgba = new Uint32Array(side * side);
  for (let at = 0; at < pixels.length; at++) rgba[at] = 0xff000000 | ((pixels[at] ?? 0) * 0x010101);
  return { data: new Uint8ClampedArray(rgba.buffer), width: side, height: side, colorSpace: 'srgb' as const };
};

const sightOf = (picture: Picture, result: ReadResult | undefined): Sight =>
  result?.isValid
    ? { text: result.symbologyIdentifier + result.text, grade: gradeOf(picture, result) }
    : { text: undefined, grade: 0 };

async function loadDecoder(): Promise<void> {
  const file = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'));
  const wasmBinary = new Uint8Array(await readFile(file)).buffer;
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
}

/** Makes a camera whose decoder is loaded from the installed package; nothing is fetched. */
export async function openCamera(): Promise<Camera> {
  await loadDecoder();
  return async (picture) => {
    const [result] = await readBarcodes(toImage(picture), {
      formats: ['DataMatrix'],
      textMode: 'Plain',
      maxNumberOfSymbols: 1,
      tryRotate: false,
      tryInvert: false,
      tryDownscale: false,
    });
    return sightOf(picture, result);
  };
}

/** Makes a scanner's eye for the bar codes of a label: of several it takes the one that names the container. */
export async function openBarCamera(): Promise<Camera> {
  await loadDecoder();
  return async (picture) => {
    const results = await readBarcodes(toImage(picture), {
      formats: ['Code128', 'DataMatrix'],
      textMode: 'Plain',
      maxNumberOfSymbols: 8,
      tryHarder: true,
    });
    const texts = results.filter(({ isValid }) => isValid).map((one) => one.symbologyIdentifier + one.text);
    return { text: texts.find((text) => text.startsWith(']C100')) ?? texts[0], grade: 4 };
  };
}

/** Looks at many packs at once. */
export type LayerCamera = (picture: Picture) => Promise<PlacedSight[]>;

/** Makes a camera that reads every code of a picture, whichever way it lies. */
export async function openLayerCamera(): Promise<LayerCamera> {
  await loadDecoder();
  return async (picture) => {
    const results = await readBarcodes(toImage(picture), {
      formats: ['DataMatrix'],
      textMode: 'Plain',
      maxNumberOfSymbols: 255,
      tryRotate: true,
      tryHarder: true,
      tryInvert: false,
      tryDownscale: false,
    });
    return results
      .filter(({ isValid }) => isValid)
      .map((result) => ({
        text: result.symbologyIdentifier + result.text,
        grade: gradeOf(picture, result),
        ...middleOf(result),
      }));
  };
}

function middleOf({ position }: ReadResult): { x: number; y: number } {
  const corners = [position.topLeft, position.topRight, position.bottomRight, position.bottomLeft];
  const mean = (values: number[]) => Math.round(values.reduce((sum, value) => sum + value, 0) / values.length);
  return { x: mean(corners.map(({ x }) => x)), y: mean(corners.map(({ y }) => y)) };
}
