import { after, countElse, text, time } from '../query-parameters.ts';

/** What happened, and what listeners were told of it. */
export const announcementQueries = {
  'GET /api/announcements': {
    after: text('`next` of an answer, or `cursor` of a message: only what stands behind it; it does not expire'),
    from: time('only what was written down then or later; not to come'),
    kinds: text('only these kinds, with commas: `lot.released,shipment.*`', 1_000),
    gtin: text('only about this product'),
    lot: text('only about this lot'),
    partner: text('only about this partner'),
    market: text('only about this market'),
    site: text('only about this site'),
    limit: countElse(1, 500, 100, 'announcements that are looked at, wanted or not; a few more may come'),
  },
  'POST /api/listeners/{listener}/resume': {
    after: text('go on behind this `cursor`: what lies before it and was not told is passed over'),
  },
  'GET /api/listeners/{listener}/deliveries': {
    limit: countElse(1, 200, 100, 'deliveries of a page'),
    after,
  },
};
