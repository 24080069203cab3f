import type * as v from 'valibot';
import { overview } from '../../shared/messages/overview-api.ts';
import { useAsked } from './use-asked.ts';

const REFRESH_MS = 5_000;
/** Where so much is open that a part is counted no further, each answer costs megabytes read, and says little new. */
const REST_MS = 60_000;

const isDear = ({ lots, captures, deliveries, desk }: v.InferOutput<typeof overview>): boolean =>
  [lots.toRelease, captures, deliveries, desk].some((part) => part?.more === true);

/** How the five levels stand. Parts of a page that ask at the same time ask once. */
export const useOverview = () =>
  useAsked('/api/overview', overview, {
    every: REFRESH_MS,
    rest: (told) => (isDear(told) ? REST_MS : undefined),
  });
