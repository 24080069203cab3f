import { lotPage } from '../../shared/messages/lots-api.ts';
import { lotsRest } from './overview-pace.ts';
import { useAsked } from './use-asked.ts';

const REFRESH_MS = 3_000;
const SHOWN = 8;

/** The lots of the overview: its table and its chart ask once. */
export const useLotsShown = () =>
  useAsked(`/api/lots?first=open&limit=${SHOWN}`, lotPage, { every: REFRESH_MS, rest: lotsRest });
