import Pagination from '@cloudscape-design/components/pagination';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useReducer } from 'react';
import type * as v from 'valibot';
import { useHere } from '../shell/session-context.ts';
import { listedPage } from './listed-page.ts';
import { type PagePace, pagePace } from './page-pace.ts';
import { firstPage, type Pages, startOf, toldNext, turnPages } from './turned-pages.ts';

/**
 * A list of the server's, one page of it at a time, with the control that turns its pages: none where there is but one. The page that is shown is asked for anew, and no other.
 *
 * @param path of the first page, with what narrows it; nothing is asked without
 */
export function usePaged<Shape extends v.GenericSchema>(path: string | undefined, shape: Shape, pace: PagePace = {}) {
  const { api } = useHere();
  const client = useQueryClient();
  const [turned, change] = useReducer(turnPages, path, firstPage);
  useEffect(() => change({ did: 'ask', path }), [path]);
  // Another question begins at its first page.
  const before = turned.path === path ? turned : firstPage(path);
  const asking = (at: string) =>
    queryOptions({ queryKey: ['api', 'list', at], queryFn: () => listedPage(api, at, shape) });
  const shown = useQuery({
    ...asking(startOf(before, before.index) ?? ''),
    enabled: path !== undefined,
    // What was long looked for is not looked for again and again.
    refetchInterval: ({ state: { data } }) => pagePace(pace, data),
  });
  const pages = shown.data === undefined ? before : toldNext(before, shown.data.next);
  const turn = async (to: number) => {
    const at = startOf(pages, to);
    if (at === undefined) return;
    change({ did: 'turn', from: pages, to });
    try {
      await client.ensureQueryData(asking(at));
      change({ did: 'came', path, at });
    } catch (error) {
      change({ did: 'failed', path, at, error });
    }
  };
  const { failed } = pages;
  const listed = {
    error: failed?.error ?? shown.error,
    refetch: () => (failed === undefined ? shown.refetch() : turn(failed.index)),
    isPending: shown.isPending,
    isTurning: pages.wanted !== undefined,
    hasNextPage: shown.data?.next !== undefined,
  };
  return { listed, page: shown.data?.told, pagination: turnerOf(pages, turn) };
}

function turnerOf({ starts, onward, index, wanted }: Pages, turn: (to: number) => Promise<void>) {
  if (starts.length <= 1 && onward === undefined) return undefined;
  return (
    <Pagination
      currentPageIndex={index}
      pagesCount={starts.length}
      openEnd={onward !== undefined}
      disabled={wanted !== undefined}
      onChange={({ detail }) => void turn(detail.currentPageIndex)}
    />
  );
}
