import { useQueries } from '@tanstack/react-query';
import * as v from 'valibot';
import { Problem } from '../api.ts';
import { useHere } from '../shell/session-context.ts';
import { glnOf } from './gln-of.ts';

const shape = v.looseObject({
  name: v.string(),
  address: v.looseObject({ city: v.string(), country: v.string() }),
  latitude: v.optional(v.number()),
  longitude: v.optional(v.number()),
});

/** A place as master data have it. */
export interface KnownPlace {
  readonly name: string;
  readonly city: string;
  /** ISO 3166-1, two letters. */
  readonly country: string;
  /** Degrees north and east. */
  readonly latitude: number | undefined;
  readonly longitude: number | undefined;
}

/** Places by their GLN; those that master data do not know are not in it. */
export type Places = ReadonlyMap<string, KnownPlace>;

export interface Placed {
  readonly bizLocation?: string | undefined;
  readonly readPoint?: string | undefined;
}

const KEPT_MS = 300_000;

/** The places at which things happened, as our master data have them: each is asked for once, and only those. */
export function usePlaces(steps: readonly Placed[]): Places {
  const { api, may } = useHere();
  const glns = may('registry:read') ? [...new Set(steps.flatMap(glnsOf))] : [];
  const asked = useQueries({
    queries: glns.map((gln) => {
      const path = `/api/locations/${gln}`;
      return { queryKey: ['api', 'place', path], queryFn: () => placeAt(api.get(path, shape)), staleTime: KEPT_MS };
    }),
  });
  return new Map(
    glns.flatMap((gln, i) => {
      const place = asked[i]?.data;
      return place === undefined || place === null ? [] : [[gln, place] as const];
    }),
  );
}

const glnsOf = ({ bizLocation, readPoint }: Placed): string[] => {
  const place = bizLocation ?? readPoint;
  const gln = place === undefined ? undefined : glnOf(place);
  return gln === undefined ? [] : [gln];
};

const isNotFound = (error: unknown): boolean =>
  error instanceof Problem && error.said.type === 'urn:seriate:problem:not-found';

/** Null where nobody knows it: most places of others. Who could not be asked said nothing of the kind. */
export async function placeAt(asked: Promise<v.InferOutput<typeof shape>>): Promise<KnownPlace | null> {
  try {
    const { name, address, latitude, longitude } = await asked;
    return { name, city: address.city, country: address.country, latitude, longitude };
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}
