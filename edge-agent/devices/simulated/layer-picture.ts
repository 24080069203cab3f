import { blankCarton, type Picture } from './picture.ts';

/** Quarter turns, clockwise. */
export type Turns = 0 | 1 | 2 | 3;

/** What lies in one place of a layer. */
export interface LayerPlace {
  /** The pack's printed face; undefined where no pack lies. */
  readonly picture: Picture | undefined;
  readonly turns?: Turns | undefined;
  /** Something lies over it. */
  readonly hidden?: boolean | undefined;
}

/** White around every pack, in pixels. */
const GAP = 24;
const EMPTY = 96;
const COVER = 160;

/** Turns a square picture by a quarter. */
function quarter({ side, pixels }: Picture): Picture {
  const turned = new Uint8Array(pixels.length);
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      turned[column * side + (side - 1 - row)] = pixels[row * side + column] ?? 0;
    }
  }
  return { side, pixels: turned };
}

function faceOf({ picture, turns = 0, hidden }: LayerPlace): Picture | undefined {
  if (picture === undefined) return undefined;
  if (hidden) return { side: picture.side, pixels: new Uint8Array(picture.pixels.length).fill(COVER) };
  let face = picture;
  for (let turn = 0; turn < turns; turn++) face = quarter(face);
  return face;
}

/** The picture a camera above a layer takes: places row by row, `columns` in each, every pack in the middle of its place. */
export function composeLayer(places: readonly LayerPlace[], columns: number): Picture {
  const faces = places.map(faceOf);
  const pitch = Math.max(blankCarton().side, ...faces.map((face) => face?.side ?? 0)) + GAP;
  const side = pitch * Math.max(columns, Math.ceil(places.length / columns));
  const pixels = new Uint8Array(side * side).fill(255);
  for (const [place, face] of faces.entries()) {
    const [row, column] = [Math.floor(place / columns), place % columns];
    const [top, left] = [row * pitch, column * pitch];
    if (face === undefined) {
      for (let y = 0; y < pitch; y++) pixels.fill(EMPTY, (top + y) * side + left, (top + y) * side + left + pitch);
      continue;
    }
    const margin = Math.floor((pitch - face.side) / 2);
    for (let y = 0; y < face.side; y++) {
      pixels.set(face.pixels.subarray(y * face.side, (y + 1) * face.side), (top + margin + y) * side + left + margin);
    }
  }
  return { side, pixels };
}
