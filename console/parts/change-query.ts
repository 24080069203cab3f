import { type Route, readRoute, routeTo } from '../route.ts';

/**
 * Changes what is asked in the address, in place: a list that is narrowed can be kept as a bookmark, sent, and found again after a reload. What is changed is the address as it is by now:
 * two fields that somebody fills one after the other are told at about the same time. Who has gone elsewhere meanwhile is left there.
 */
export function changeQuery({ page, subject }: Route, change: Readonly<Record<string, string | undefined>>): void {
  const now = readRoute(location.hash);
  if (now.page !== page || now.subject !== subject) return;
  const all = { ...Object.fromEntries(now.query), ...change };
  const said = Object.entries(all).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, value] as const],
  );
  history.replaceState(null, '', routeTo(page, subject, Object.fromEntries(said)));
  // The browser tells nobody of a change of its own history.
  window.dispatchEvent(new HashChangeEvent('hashchange'));
}
