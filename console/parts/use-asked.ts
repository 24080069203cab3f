import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import * as v from 'valibot';
import { useHere } from '../shell/session-context.ts';

interface Options {
  /** Asked for anew so often while it is looked at; milliseconds. */
  readonly every?: number;
}

/** What is at a path, kept up to date; nothing is asked where no path is given. */
export function useAsked<Shape extends v.GenericSchema>(
  path: string | undefined,
  shape: Shape,
  { every }: Options = {},
) {
  const { api } = useHere();
  return useQuery<v.InferOutput<Shape>>({
    queryKey: ['api', path],
    queryFn: () => api.get(path ?? '', shape),
    enabled: path !== undefined,
    placeholderData: keepPreviousData,
    refetchInterval: every ?? false,
  });
}

const onward = v.object({ next: v.optional(v.string()), nextPageToken: v.optional(v.string()) });

/**
 * A list that the server tells by pages, which are asked for as somebody turns them.
 *
 * @param path of the first page, with what narrows it; a page's `next` is `after` of the following, its `nextPageToken` that of the following
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
      const told = await api.get(pageParam, v.looseObject({}));
      return { told: v.parse(shape, told), next: followingPath(path ?? '', v.parse(onward, told)) };
    },
    initialPageParam: path ?? '',
    getNextPageParam: ({ next }) => next,
    enabled: path !== undefined,
    refetchInterval: every ?? false,
  });
}

function followingPath(path: string, { next, nextPageToken }: v.InferOutput<typeof onward>): string | undefined {
  const [where = '', query] = path.split('?', 2);
  const search = new URLSearchParams(query);
  if (next !== undefined) search.set('after', next);
  else if (nextPageToken !== undefined) search.set('nextPageToken', nextPageToken);
  else return undefined;
  return `${where}?${search}`;
}
