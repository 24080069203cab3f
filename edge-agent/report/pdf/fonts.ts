import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';
import * as v from 'valibot';

const { resolve } = createRequire(import.meta.url);

/** DejaVu Sans: Latin with all its marks, Greek, Cyrillic, Armenian, Georgian, Hebrew letters, symbols. It is embedded as far as it is used. */
export const sans = resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');
export const sansBold = resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf');

/** Noto Sans SC travels in a hundred pieces, each for some ranges of characters. */
const han = '@fontsource-variable/noto-sans-sc';
const pieces = new Map<string, Font>();
let table: readonly { readonly piece: string; readonly ranges: readonly (readonly [number, number])[] }[] | undefined;

/** What is drawn where a font has no glyph: the code point, so that nobody takes a box for a name. */
export const codePointOf = (character: string): string =>
  `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;

/** The glyph of a Chinese character (or Japanese kana) as an outline, and the units of its em; undefined when the font lacks it. */
export function outlineOf(
  character: string,
): { readonly path: string; readonly em: number; readonly advance: number } | undefined {
  const code = character.codePointAt(0) ?? 0;
  const piece = piecesTable().find(({ ranges }) =>
    ranges.some(([first, last]) => code >= first && code <= last),
  )?.piece;
  if (piece === undefined) return undefined;
  const font = fontOf(piece);
  if (!font.hasGlyphForCodePoint(code)) return undefined;
  const { path, advanceWidth } = font.glyphForCodePoint(code);
  return { path: path.toSVG(), em: font.unitsPerEm, advance: advanceWidth };
}

function piecesTable() {
  if (table !== undefined) return table;
  const parsed = v.parse(
    v.record(v.string(), v.string()),
    JSON.parse(readFileSync(resolve(`${han}/unicode.json`), 'utf8')),
  );
  table = Object.entries(parsed).map(([name, ranges]) => ({
    piece: name.replaceAll(/[[\]]/g, ''),
    ranges: ranges.split(',').map(rangeOf),
  }));
  return table;
}

function rangeOf(range: string): readonly [number, number] {
  const [first = '', last = first] = range.replace('U+', '').split('-');
  return [Number.parseInt(first, 16), Number.parseInt(last, 16)];
}

function fontOf(piece: string): Font {
  const there = pieces.get(piece);
  if (there !== undefined) return there;
  const font = openFont(resolve(`${han}/files/noto-sans-sc-${piece}-wght-normal.woff2`));
  pieces.set(piece, font);
  return font;
}

/** Opens a font of one face. Throws for a collection. */
export function openFont(file: string): Font {
  const font = create(readFileSync(file));
  if (!('glyphForCodePoint' in font)) throw new Error(`${file} is a collection of fonts`);
  return font;
}
