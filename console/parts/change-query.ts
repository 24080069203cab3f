import { type Route, routeTo } from '../route.ts';

/** Changes what is asked in the address, in place: a list that is narrowed can be kept as a bookmark, sent, and found again after a reload. */
export function changeQuery(
  { page, subject, query }: Route,
  change: Readonly<Record<string, string | undefined>>,
): void {
  const all = { ...Object.fromEntries(query), ...change };
  const said = Object.entries(all).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, value] as const],
  );
  history.replaceState(null, '', routeTo(page, subject, Object.fromEntries(said)));
  // The browser tells nobody of a change of its own history.
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}
