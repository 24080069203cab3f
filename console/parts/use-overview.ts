import { overview } from '../../shared/messages/overview-api.ts';
import { useAsked } from './use-asked.ts';

const REFRESH_MS = 5_000;

/** How the five levels stand. Parts of a page that ask at the same time ask once. */
export const useOverview = () => useAsked('/api/overview', overview, { every: REFRESH_MS });
