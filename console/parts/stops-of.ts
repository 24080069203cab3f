import { centreOf } from './country-centres.ts';
import { glnOf } from './gln-of.ts';
import type { Step } from './unit-shape.ts';
import type { Places } from './use-places.ts';

/** A point on the map at which a unit was. */
export interface Stop {
  readonly latitude: number;
  readonly longitude: number;
  /** Of the places that stand there. */
  readonly names: readonly string[];
  /** Its country's middle stands for it: master data say no more. */
  readonly isRough: boolean;
}

/** Where a unit was, in the order in which it went there: a point for each stay, places without any left out. @param steps the newest first */
export function stopsOf(steps: readonly Pick<Step, 'bizLocation' | 'readPoint'>[], places: Places): Stop[] {
  const stops: Stop[] = [];
  for (const { bizLocation, readPoint } of steps.toReversed()) {
    const stop = stopAt(bizLocation ?? readPoint, places);
    const last = stops.at(-1);
    if (stop === undefined) continue;
    if (last === undefined || !isSame(last, stop)) stops.push(stop);
    else if (!last.names.includes(stop.names[0] ?? ''))
      stops[stops.length - 1] = { ...last, names: [...last.names, ...stop.names] };
  }
  return stops;
}

function stopAt(place: string | undefined, places: Places): Stop | undefined {
  const gln = place === undefined ? undefined : glnOf(place);
  const known = gln === undefined ? undefined : places.get(gln);
  if (known === undefined) return undefined;
  const { name, city, country, latitude, longitude } = known;
  const names = [`${name}, ${city}`];
  if (latitude !== undefined && longitude !== undefined) return { latitude, longitude, names, isRough: false };
  const centre = centreOf(country);
  return centre && { ...centre, names, isRough: true };
}

const isSame = (a: Stop, b: Stop) => a.latitude === b.latitude && a.longitude === b.longitude;
