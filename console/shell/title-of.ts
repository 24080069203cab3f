import type { Route } from '../route.ts';

/** What a tab is called: what it shows first, so that tabs of one page are told apart (WCAG 2.4.2). */
export const titleOf = (place: string | undefined, { subject }: Pick<Route, 'subject'>): string =>
  [place === undefined ? '' : subject, place, 'Seriate'].filter(Boolean).join(' · ');
