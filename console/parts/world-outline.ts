import * as v from 'valibot';
import world from 'world-atlas/countries-110m.json?url';
import { mercator } from './mercator.ts';

const pair = v.tuple([v.number(), v.number()]);
const rings = v.array(v.array(v.number()));

/** A topology (TopoJSON 1.0) of countries: borders are arcs that neighbours share. */
const topology = v.looseObject({
  transform: v.object({ scale: pair, translate: pair }),
  arcs: v.array(v.array(pair)),
  objects: v.looseObject({
    countries: v.looseObject({
      geometries: v.array(
        v.variant('type', [
          v.looseObject({ type: v.literal('Polygon'), arcs: rings }),
          v.looseObject({ type: v.literal('MultiPolygon'), arcs: v.array(rings) }),
        ]),
      ),
    }),
  }),
});
export type Topology = v.InferOutput<typeof topology>;

/** The countries of the world as a path of SVG, by Mercator. Loaded from our own files when a map is first shown. */
export async function worldOutline(): Promise<string> {
  const response = await fetch(world);
  if (!response.ok) throw new Error(`the outline of the world was not found: ${response.status}`);
  return outlineOf(v.parse(topology, await response.json()));
}

const PLACES = 2;

export function outlineOf({ transform, arcs, objects }: Topology): string {
  const { scale, translate } = transform;
  const lines = arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]) => {
      x += dx;
      y += dy;
      return mercator(y * scale[1] + translate[1], x * scale[0] + translate[0]);
    });
  });
  // A negative number is an arc that is gone along backwards.
  const lineOf = (arc: number) => (arc < 0 ? (lines[~arc] ?? []).toReversed() : (lines[arc] ?? []));
  const ring = (of: readonly number[]) => {
    const points = of.flatMap(lineOf).map(({ x, y }) => `${x.toFixed(PLACES)} ${y.toFixed(PLACES)}`);
    return `M${points.join('L')}Z`;
  };
  return objects.countries.geometries
    .flatMap((one) => (one.type === 'Polygon' ? [one.arcs] : one.arcs))
    .flat()
    .map(ring)
    .join('');
}
