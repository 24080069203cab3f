import { useSyncExternalStore } from 'react';
import { type Route, readRoute } from '../route.ts';

const listen = (changed: () => void) => {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
};

let read: { readonly hash: string; readonly route: Route } | undefined;

function present(): Route {
  const { hash } = location;
  if (read?.hash !== hash) read = { hash, route: readRoute(hash) };
  return read.route;
}

/** Where in the console we are, as the address says. */
export const useRoute = (): Route => useSyncExternalStore(listen, present);
