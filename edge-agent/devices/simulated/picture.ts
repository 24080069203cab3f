import bwip from 'bwip-js';
import { encodeDataMatrix } from './data-matrix.ts';
import { FNC1, type Modules, type SymbolData } from './symbol.ts';

/** A square picture: one byte of reflectance for each pixel, 0 is black. */
export interface Picture {
  readonly side: number;
  readonly pixels: Uint8Array;
}

export const PIXELS_PER_MODULE = 6;
const QUIET_MODULES = 3;
const BLANK_SIDE = 180;

/**
 * Encodes field data as a DataMatrix ECC 200, as a printer does: it knows nothing of application identifiers.
 *
 * @returns undefined when the data does not fit any symbol; a printer then prints nothing.
 */
export function encodeSymbol(data: SymbolData): Modules | undefined {
  // The library takes some milliseconds, in which no simulated device answers: it is left what ours does not do.
  const usual = encodeDataMatrix(data);
  if (usual !== undefined) return usual;
  // With parsefnc a caret begins a command, so a literal one would have to be doubled; ZPL cannot carry one anyway.
  const text = data.map((part) => (part === FNC1 ? '^FNC1' : part === '^' ? '^^' : part)).join('');
  try {
    const [symbol] = bwip.raw({ bcid: 'datamatrix', text, parsefnc: true });
    return symbol !== undefined && 'pixs' in symbol ? { side: symbol.pixx, dark: symbol.pixs } : undefined;
  } catch {
    return undefined;
  }
}

/** Prints a symbol in black on a white carton, with its quiet zone. */
export function printSymbol({ side, dark }: Modules): Picture {
  const across = (side + 2 * QUIET_MODULES) * PIXELS_PER_MODULE;
  const pixels = new Uint8Array(across * across).fill(255);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      if (dark[row * side + column] !== 1) continue;
      const left = (column + QUIET_MODULES) * PIXELS_PER_MODULE;
      const top = (row + QUIET_MODULES) * PIXELS_PER_MODULE;
      for (let y = top; y < top + PIXELS_PER_MODULE; y++) {
        pixels.fill(0, y * across + left, y * across + left + PIXELS_PER_MODULE);
      }
    }
  }
  return { side: across, pixels };
}

/** A carton on which nothing was printed. */
export const blankCarton = (): Picture => ({
  side: BLANK_SIDE,
  pixels: new Uint8Array(BLANK_SIDE * BLANK_SIDE).fill(255),
});
