/** Which page of a list is shown, and how those are found that somebody may turn to: by where they begin, and nothing else of them. */
export interface Pages {
  /** Of the list: its first page, with what narrows it. */
  readonly path: string | undefined;
  /** Where each page begins that was looked at, in order. */
  readonly starts: readonly string[];
  /** Where the one begins that follows the last of them; undefined where there is none, or nobody has told yet. */
  readonly onward: string | undefined;
  /** From 1. */
  readonly index: number;
  /** The page that is on its way; the one before is shown until it has come. */
  readonly wanted?: { readonly index: number; readonly at: string } | undefined;
  /** Why the page did not come that was last turned to. */
  readonly failed?: { readonly index: number; readonly error: unknown } | undefined;
}

export type Turning =
  | { readonly did: 'ask'; readonly path: string | undefined }
  | { readonly did: 'turn'; readonly from: Pages; readonly to: number }
  | { readonly did: 'came'; readonly path: string | undefined; readonly at: string }
  | { readonly did: 'failed'; readonly path: string | undefined; readonly at: string; readonly error: unknown };

export const firstPage = (path: string | undefined): Pages => ({
  path,
  starts: path === undefined ? [] : [path],
  onward: undefined,
  index: 1,
});

/** Where a page begins; undefined of one that nobody has told of. */
export const startOf = ({ starts, onward }: Pages, index: number): string | undefined =>
  index === starts.length + 1 ? onward : starts[index - 1];

/** What the page that is shown says of the following, by now: who turns to it passes over nothing that came between the two. */
export function toldNext(pages: Pages, next: string | undefined): Pages {
  const { starts, index } = pages;
  if (next === undefined || index === starts.length) return { ...pages, starts: starts.slice(0, index), onward: next };
  return starts[index] === next ? pages : { ...pages, starts: starts.with(index, next) };
}

/** A page is turned to when it has come: what fails leaves the one that is shown, and what comes late is of no page that somebody still wants. */
export function turnPages(before: Pages, turning: Turning): Pages {
  // Who comes back to a list begins at its first page: where the others began may be long ago.
  if (turning.did === 'ask') return before.path === turning.path ? before : firstPage(turning.path);
  if (turning.did === 'turn') {
    const at = startOf(turning.from, turning.to);
    return at === undefined ? before : { ...turning.from, wanted: { index: turning.to, at }, failed: undefined };
  }
  const { wanted, starts } = before;
  if (wanted === undefined || before.path !== turning.path || wanted.at !== turning.at) return before;
  if (turning.did === 'failed')
    return { ...before, wanted: undefined, failed: { index: wanted.index, error: turning.error } };
  const { index, at } = wanted;
  const isNew = index > starts.length;
  return {
    ...before,
    wanted: undefined,
    index,
    ...(isNew && { starts: [...starts, at], onward: undefined }),
  };
}
