import { keepPreviousData, type UseQueryOptions, useQuery } from '@tanstack/react-query';
import type * as v from 'valibot';
import { type Api, Problem } from '../api.ts';
import { useHere } from '../shell/session-context.ts';

/** How an answer says that there is no such thing, or none that this person may see; routes of EPCIS in the words of the standard. */
const notFound: readonly unknown[] = ['urn:seriate:problem:not-found', 'epcisException:NoSuchNameException'];

const isNotFound = (error: unknown): boolean => error instanceof Problem && notFound.includes(error.said.type);

interface Options {
  /** Asked for anew so often while it is looked at; milliseconds. */
  readonly every?: number;
}

interface UntilOptions<Told> extends Options {
  /** True of an answer after which nothing changes by itself: it is asked for no more. */
  readonly until?: (told: Told) => boolean;
  /** Milliseconds until it is asked for anew after an answer that was dear; undefined of one that was not. */
  readonly rest?: (told: Told) => number | undefined;
  /** Of what is there before anybody knows its name: once there is none, it is asked for no more. */
  readonly endsAtNone?: true;
  /**
   * What was told of the path before stands until the next is answered: of a list that is narrowed while somebody types. Never where the path names a thing or a time, whose
   * facts would be shown as those of another.
   */
  readonly keeps?: boolean;
}

/** How long until it is asked for anew. */
function paceOf<Told>({ every, until, rest }: UntilOptions<Told>, told: Told | undefined): number | false {
  if (every === undefined || told === undefined) return every ?? false;
  return until?.(told) === true ? false : (rest?.(told) ?? every);
}

/** How a path is asked for: `useAsked` for whoever has no page. */
export const askingFor = <Shape extends v.GenericSchema>(
  api: Pick<Api, 'get'>,
  path: string | undefined,
  shape: Shape,
  options: UntilOptions<v.InferOutput<Shape>> = {},
): UseQueryOptions<v.InferOutput<Shape>> => ({
  queryKey: ['api', path],
  queryFn: () => api.get(path ?? '', shape),
  enabled: path !== undefined,
  ...(options.keeps === true && { placeholderData: keepPreviousData }),
  refetchInterval: ({ state: { data, error } }) => !(options.endsAtNone && isNotFound(error)) && paceOf(options, data),
});

/** What is at a path, kept up to date; nothing is asked where no path is given. */
export function useAsked<Shape extends v.GenericSchema>(
  path: string | undefined,
  shape: Shape,
  options: UntilOptions<v.InferOutput<Shape>> = {},
) {
  return useQuery<v.InferOutput<Shape>>(askingFor(useHere().api, path, shape, options));
}

/** The same of what may not be there: null where there is none, which is asked again as often. */
export function useAskedOrNone<Shape extends v.GenericSchema>(
  path: string,
  shape: Shape,
  options: UntilOptions<v.InferOutput<Shape> | null> = {},
) {
  const { api } = useHere();
  return useQuery<v.InferOutput<Shape> | null>({
    queryKey: ['api', 'or-none', path],
    queryFn: () =>
      api.get(path, shape).catch((error: unknown) => {
        if (isNotFound(error)) return null;
        throw error;
      }),
    refetchInterval: ({ state: { data } }) => paceOf(options, data),
  });
}
