import * as v from 'valibot';
import { orderState } from '#shared/messages/site-api.ts';
import { after, countElse, firstOf, gtin as gtinOf, oneOf, text } from '../query-parameters.ts';
import { flags } from './sheets.ts';

const gtin = gtinOf('needed when two products share the lot number');
const format = oneOf(['csv', 'json'], 'csv for CSV, as `Accept: text/csv` does');

export const lotQueries = {
  'GET /api/orders': {
    site: text('only of this site'),
    state: v.optional(v.pipe(orderState, v.description('only in this state'))),
    after,
  },
  'GET /api/lots': {
    gtin: gtinOf('only of this product'),
    lot: text('only those whose number begins so, in either case'),
    site: text('only of this site'),
    state: v.optional(v.pipe(orderState, v.description('only in this state'))),
    first: firstOf(
      ['open', 'newest'],
      'the lots that were ordered last before others; open: those neither released nor cancelled before all others',
    ),
    limit: countElse(1, 200, 100, 'lots looked at for a page, which may tell fewer'),
    after,
  },
  'GET /api/lots/{lot}': { gtin },
  'GET /api/lots/{lot}/reconciliation': { gtin, format },
  'GET /api/lots/{lot}/reconciliation/{figure}': {
    gtin,
    block: text('only of this serial request'),
    limit: countElse(1, 10_000, 1000, 'serials of a page'),
    after,
    format,
  },
  'POST /api/lots/{lot}/release': { gtin },
  'GET /api/recalls': { after },
  'POST /api/imports/lots': { dryRun: flags.dryRun, proceed: flags.proceed },
};
