import { lotPage, toldLot } from '../../shared/messages/lots-api.ts';
import { waitsForSite } from '../../shared/orders/revisions.ts';
import { lotPath } from './lot-path.ts';
import { modelAmong } from './order-draft.ts';
import { queryPath } from './query-path.ts';
import { useAsked } from './use-asked.ts';

/** Lots among which one is looked for that was not cancelled. */
const LOOKED_AT = 20;

/** The lot of a product that was ordered last and not cancelled, with its revisions where its site has not told what becomes of the newest. */
export function useLastLot(gtin: string | undefined) {
  const path = gtin && queryPath('/api/lots', { gtin, first: 'newest', limit: LOOKED_AT });
  const asked = useAsked(path, lotPage);
  const last = modelAmong(asked.data?.lots ?? []);
  // Lists leave revisions out.
  const whole = useAsked(last && waitsForSite(last) ? lotPath(last) : undefined, toldLot);
  const lot = last && waitsForSite(last) ? whole.data : last;
  return { lot, failed: [asked, whole].filter(({ error }) => error !== null) };
}
