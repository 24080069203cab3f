import * as v from 'valibot';
import { lot } from '../../shared/messages/lots-api.ts';
import { useAsked } from './use-asked.ts';

const REFRESH_MS = 3_000;
const SHOWN = 8;
const shape = v.object({ lots: v.array(lot), next: v.optional(v.string()) });

/** The lots of the overview: its table and its chart ask once. */
export const useLotsShown = () => useAsked(`/api/lots?limit=${SHOWN}`, shape, { every: REFRESH_MS });
