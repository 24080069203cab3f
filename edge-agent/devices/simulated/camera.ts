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

/** Makes a camera whose decoder is loaded from the installed package; nothing is fetched. */
export async function openCamera(): Promise<Camera> {
  const file = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'));
  const wasmBinary = new Uint8Array(await readFile(file)).buffer;
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
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
