import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import * as v from 'valibot';
import { Problem } from '../api.ts';
import { useHere } from '../shell/session-context.ts';

/** True for the answer that there is no such thing, or none that this person may see. */
export const isNotFound = (error: unknown): boolean =>
  error instanceof Problem && error.said.type === 'urn:seriate:problem:not-found';

interface Options {
  /** Asked for anew so often while it is looked at; milliseconds. */
  readonly every?: number;
}

interface UntilOptions<Told> extends Options {
  /** True of an answer after which nothing changes by itself: it is asked for no more. */
  readonly until?: (told: Told) => boolean;
}

/** What is at a path, kept up to date; nothing is asked where no path is given. */
export function useAsked<Shape extends v.GenericSchema>(
  path: string | undefined,
  shape: Shape,
  { every, until }: UntilOptions<v.InferOutput<Shape>> = {},
) {
  const { api } = useHere();
  return useQuery<v.InferOutput<Shape>>({
    queryKey: ['api', path],
    queryFn: () => api.get(path ?? '', shape),
    enabled: path !== undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data, error } }) =>
      every === undefined || isNotFound(error) || (data !== undefined && until?.(data) === true) ? false : every,
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
      const { rows: told, next } = await api.list(pageParam, v.unknown());
      return { told: v.parse(shape, told), next: followingPath(path ?? '', told) ?? next };
    },
    initialPageParam: path ?? '',
    getNextPageParam: ({ next }) => next,
    enabled: path !== undefined,
    refetchInterval: every ?? false,
  });
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
