import Pagination from '@cloudscape-design/components/pagination';
import { useState } from 'react';
import type * as v from 'valibot';
import { useListed } from './use-asked.ts';

/**
 * A list of the server's, one page of it at a time, with the control that turns its pages: none where there is but one.
 *
 * @param path of the first page, with what narrows it; nothing is asked without
 */
export function usePaged<Shape extends v.GenericSchema>(
  path: string | undefined,
  shape: Shape,
  options: { readonly every?: number } = {},
) {
  const listed = useListed(path, shape, options);
  // Another question begins at its first page.
  const [at, setAt] = useState({ path, index: 1 });
  const index = at.path === path ? at.index : 1;
  const pages = listed.data?.pages ?? [];
  const turn = async (to: number) => {
    if (to > pages.length) await listed.fetchNextPage();
    setAt({ path, index: to });
  };
  const pagination =
    pages.length > 1 || listed.hasNextPage ? (
      <Pagination
        currentPageIndex={index}
        pagesCount={pages.length}
        openEnd={listed.hasNextPage}
        disabled={listed.isFetchingNextPage}
        onChange={({ detail }) => void turn(detail.currentPageIndex)}
      />
    ) : undefined;
  return { listed, page: pages[index - 1]?.told, pagination };
}
