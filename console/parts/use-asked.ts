import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import * as v from 'valibot';
import { type Api, Problem } from '../api.ts';
import { useHere } from '../shell/session-context.ts';
import { soughtPage } from './sought-page.ts';

/** True for the answer that there is no such thing, or none that this person may see. */
const isNotFound = (error: unknown): boolean =>
  error instanceof Problem && error.said.type === 'urn:seriate:problem:not-found';

interface Options {
  /** Asked for anew so often while it is looked at; milliseconds. */
  readonly every?: number;
}

interface UntilOptions<Told> extends Options {
  /** True of an answer after which nothing changes by itself: it is asked for no more. */
  readonly until?: (told: Told) => boolean;
  /** Milliseconds until it is asked for anew after an answer that was dear; undefined of one that was not. */
  readonly rest?: (told: Told) => number | undefined;
}

/** How long until it is asked for anew. */
function paceOf<Told>({ every, until, rest }: UntilOptions<Told>, told: Told | undefined): number | false {
  if (every === undefined || told === undefined) return every ?? false;
  return until?.(told) === true ? false : (rest?.(told) ?? every);
}

/** What is at a path, kept up to date; nothing is asked where no path is given. */
export function useAsked<Shape extends v.GenericSchema>(
  path: string | undefined,
  shape: Shape,
  options: UntilOptions<v.InferOutput<Shape>> = {},
) {
  const { api } = useHere();
  return useQuery<v.InferOutput<Shape>>({
    queryKey: ['api', path],
    queryFn: () => api.get(path ?? '', shape),
    enabled: path !== undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => paceOf(options, data),
  });
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

const onward = v.object({
  next: v.optional(v.string()),
  nextPageToken: v.optional(v.string()),
  /** False where `next` is only for whoever comes again later. */
  more: v.optional(v.boolean()),
});

/**
 * A list that the server tells by pages, which are asked for as somebody turns them.
 *
 * @param path of the first page, with what narrows it; a page's `next` is `after` of the following, its `nextPageToken` that of the following; a page that is a bare list
 * names the following in its Link header
 */
export function useListed<Shape extends v.GenericSchema>(
  path: string | undefined,
  shape: Shape,
  { every }: Options = {},
) {
  const { api } = useHere();
  return useInfiniteQuery({
    queryKey: ['api', 'list', path],
    queryFn: async ({ pageParam }) => {
      const found = await soughtPage((at) => onePage(api, path ?? '', at), pageParam);
      return { ...found, told: v.parse(shape, found.told) };
    },
    initialPageParam: path ?? '',
    getNextPageParam: ({ next }) => next,
    enabled: path !== undefined,
    // What was long looked for is not looked for again and again.
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ answers }) => answers > 1) === true ? false : (every ?? false),
  });
}

async function onePage(api: Api, path: string, at: string) {
  const { rows: told, next } = await api.list(at, v.unknown());
  return { told, next: followingPath(path, told) ?? next };
}

function followingPath(path: string, told: unknown): string | undefined {
  const { next, nextPageToken, more } = v.parse(v.fallback(onward, {}), told);
  if (more === false) return undefined;
  const [where = '', query] = path.split('?', 2);
  const search = new URLSearchParams(query);
  if (next !== undefined) search.set('after', next);
  else if (nextPageToken !== undefined) search.set('nextPageToken', nextPageToken);
  else return undefined;
  return `${where}?${search}`;
}
