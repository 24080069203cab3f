/** A point of the plane: one unit is a degree of longitude at the equator, `y` grows southwards. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The poles lie infinitely far away; nothing is reported from beyond. */
const MOST_NORTH = 84;

/** Where a place lies on a map by Mercator, which keeps the shapes of coasts at every size. Degrees north and east. */
export function mercator(latitude: number, longitude: number): Point {
  const north = Math.max(-MOST_NORTH, Math.min(MOST_NORTH, latitude)) * (Math.PI / 180);
  return { x: longitude, y: -Math.log(Math.tan(Math.PI / 4 + north / 2)) * (180 / Math.PI) };
}

export interface Frame extends Point {
  readonly width: number;
  readonly height: number;
}

/** Of width to height. */
const SHAPE = 2.4;
/** The coasts are drawn too coarsely for less. */
const LEAST_WIDTH = 44;
const MARGIN = 1.5;

/** The part of the map that shows all points with some room around. */
export function frameOf(points: readonly Point[]): Frame {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const width = Math.min(360, Math.max(LEAST_WIDTH, (right - left) * MARGIN, (bottom - top) * MARGIN * SHAPE));
  const height = width / SHAPE;
  const x = Math.max(-180, Math.min(180 - width, (left + right - width) / 2));
  return { x, y: (top + bottom - height) / 2, width, height };
}
