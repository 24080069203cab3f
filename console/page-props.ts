import type { Route } from './route.ts';

/** What every page is given: where in the console we are. */
export interface PageProps {
  readonly route: Route;
}
