import bwip from 'bwip-js';
import { blankCarton, encodeSymbol, type Picture, printSymbol } from './picture.ts';
import type { Drawn } from './print-head.ts';
import { FNC1, type SymbolData } from './symbol.ts';

const BAR_PIXELS = 2;
const BAR_HEIGHT = 48;
const GAP = 24;
const QUIET_MODULES = 12;

/** What a label consists of, from top to bottom: a DataMatrix, and bar codes beneath each other. */
export interface LabelContents {
  readonly symbol: SymbolData | undefined;
  readonly bars: readonly SymbolData[];
}

interface Stripe {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

const textOf = (data: SymbolData) => data.map((part) => (part === FNC1 ? '\x1d' : part)).join('');

/** The element string of field data: the FNC1 that makes it a GS1 symbol stands for nothing, the others are separators. */
export const elementStringOf = (data: SymbolData): string => textOf(data[0] === FNC1 ? data.slice(1) : data);

/** Widths of bars and spaces in modules, a bar first; undefined when Code 128 cannot encode the data. */
function encodeBars(data: SymbolData): readonly number[] | undefined {
  const text = data.map((part) => (part === FNC1 ? '^FNC1' : part === '^' ? '^^' : part)).join('');
  try {
    const [symbol] = bwip.raw({ bcid: 'code128', text, parsefnc: true });
    return symbol !== undefined && 'sbs' in symbol ? symbol.sbs : undefined;
  } catch {
    return undefined;
  }
}

function stripeOf(widths: readonly number[]): Stripe {
  const width = (widths.reduce((sum, modules) => sum + modules, 0) + 2 * QUIET_MODULES) * BAR_PIXELS;
  const pixels = new Uint8Array(width * BAR_HEIGHT).fill(255);
  let left = QUIET_MODULES * BAR_PIXELS;
  for (const [index, modules] of widths.entries()) {
    const right = left + modules * BAR_PIXELS;
    for (let row = 0; index % 2 === 0 && row < BAR_HEIGHT; row++)
      pixels.fill(0, row * width + left, row * width + right);
    left = right;
  }
  return { width, height: BAR_HEIGHT, pixels };
}

/** Puts stripes beneath each other on a square label. */
function stack(stripes: readonly Stripe[]): Picture {
  const height = stripes.reduce((sum, stripe) => sum + stripe.height + GAP, GAP);
  const side = Math.max(height, ...stripes.map(({ width }) => width));
  const pixels = new Uint8Array(side * side).fill(255);
  let top = GAP;
  for (const stripe of stripes) {
    for (let row = 0; row < stripe.height; row++) {
      pixels.set(stripe.pixels.subarray(row * stripe.width, (row + 1) * stripe.width), (top + row) * side);
    }
    top += stripe.height + GAP;
  }
  return { side, pixels };
}

/**
 * Draws a label as a printer does, which knows nothing of application identifiers. Its code is what it was told to encode, a
 * line for each symbol; what no symbol can hold is left out, as printers do.
 */
export function drawLabel({ symbol, bars }: LabelContents): Drawn {
  const modules = symbol === undefined ? undefined : encodeSymbol(symbol);
  const matrix = modules === undefined ? undefined : printSymbol(modules);
  const widths = bars.map(encodeBars);
  const codes = [
    ...(matrix === undefined || symbol === undefined ? [] : [elementStringOf(symbol)]),
    ...bars.filter((_, index) => widths[index] !== undefined).map(elementStringOf),
  ];
  if (codes.length === 0) return { code: undefined, picture: blankCarton() };
  const code = codes.join('\n');
  if (matrix !== undefined && bars.length === 0) return { code, picture: matrix };
  const stripes = widths.flatMap((one) => (one === undefined ? [] : [stripeOf(one)]));
  if (matrix !== undefined) stripes.unshift({ width: matrix.side, height: matrix.side, pixels: matrix.pixels });
  return { code, picture: stack(stripes) };
}
