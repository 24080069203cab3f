import type { ReadResult } from 'zxing-wasm/reader';
import { PIXELS_PER_MODULE, type Picture } from './picture.ts';

/** Least values for grades 4, 3, 2 and 1, taken over from ISO/IEC 15415 as a scale only. */
const CORRECTION_LEFT = [0.62, 0.5, 0.37, 0.25];
const CONTRAST = [0.7, 0.55, 0.4, 0.2];
const MODULATION = [0.5, 0.4, 0.3, 0.2];

const gradeFrom = (scale: readonly number[], value: number) => scale.filter((least) => value >= least).length;

/** Reflectance of each module, the mean over its middle, found through the corners that the decoder saw. */
function moduleReflectances({ side, pixels }: Picture, { position, symbol }: Pick<ReadResult, 'position' | 'symbol'>) {
  // A symbol that lies turned has its first corner elsewhere; in which order its modules are looked at does not matter.
  const { topLeft: one, bottomRight: other } = position;
  const [left, right] = [Math.min(one.x, other.x), Math.max(one.x, other.x)];
  const [top, bottom] = [Math.min(one.y, other.y), Math.max(one.y, other.y)];
  const pitch = { x: (right - left + 1) / symbol.width, y: (bottom - top + 1) / symbol.height };
  const reach = Math.floor(PIXELS_PER_MODULE / 2 - 0.5);
  return Array.from({ length: symbol.width * symbol.height }, (_, module) => {
    const x = Math.floor(left + ((module % symbol.width) + 0.5) * pitch.x);
    const y = Math.floor(top + (Math.floor(module / symbol.width) + 0.5) * pitch.y);
    let [sum, count] = [0, 0];
    for (let row = y - reach; row <= y + reach; row++) {
      for (let column = x - reach; column <= x + reach; column++) {
        sum += pixels[row * side + column] ?? 255;
        count += 1;
      }
    }
    return sum / count / 255;
  });
}

const errorCorrectionLeft = (extra: string): number => {
  const found: unknown = JSON.parse(extra);
  const margin = typeof found === 'object' && found !== null && 'UEC' in found ? found.UEC : undefined;
  return typeof margin === 'number' ? margin : 0;
};

/**
 * A process-control metric from 0 to 4: the worst of error correction left over, contrast, and modulation where the weakest
 * twentieth of the modules ends. Not an ISO/IEC 15415 grade: one picture, no calibrated light, no fixed-pattern damage and
 * no measure of geometry.
 */
export function gradeOf(picture: Picture, result: Pick<ReadResult, 'position' | 'symbol' | 'extra'>): number {
  const sorted = moduleReflectances(picture, result).toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  const [dark, light] = [at(0.1), at(0.9)];
  const contrast = light - dark;
  const threshold = (light + dark) / 2;
  const margins = sorted.map((value) => (2 * Math.abs(value - threshold)) / (contrast || 1)).toSorted((a, b) => a - b);
  const modulation = margins[Math.floor(0.05 * margins.length)] ?? 0;
  return Math.min(
    gradeFrom(CORRECTION_LEFT, errorCorrectionLeft(result.extra)),
    gradeFrom(CONTRAST, contrast),
    gradeFrom(MODULATION, modulation),
  );
}
