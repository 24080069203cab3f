import { useState } from 'react';

/** How far somebody has turned back in a list that begins with the newest. */
export interface Pages {
  /** Whose list it is: a line's. */
  readonly of: string;
  /** What each page after the first begins before. */
  readonly before: readonly number[];
}

/** Another line's list begins with its newest. */
export const pagesOf = (pages: Pages, of: string): Pages => (pages.of === of ? pages : { of, before: [] });
export const older = ({ of, before }: Pages, next: number): Pages => ({ of, before: [...before, next] });
export const newer = ({ of, before }: Pages): Pages => ({ of, before: before.slice(0, -1) });

/** The page that is looked at, of whatever list it is, and how to turn it. */
export function usePages(of: string) {
  const [kept, keep] = useState<Pages>({ of, before: [] });
  const pages = pagesOf(kept, of);
  return {
    /** What its rows come before; undefined on the first page. */
    before: pages.before.at(-1),
    turnBack: (next: number) => keep(older(pages, next)),
    turnOn: () => keep(newer(pages)),
  };
}
