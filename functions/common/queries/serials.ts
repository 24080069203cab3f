import * as v from 'valibot';
import { ID } from '#shared/id.ts';
import { fileCompression, fileFormat } from '#shared/messages/serials-api.ts';
import { after, count, countElse, formed } from '../query-parameters.ts';

const name = (what: string) => formed(ID, 'must be 1 to 64 letters, digits or ._:-', `only ${what}`);

export const serialQueries = {
  'GET /api/serial-requests': {
    pool: name('of this pool'),
    site: name('of this site'),
    line: name('of this line'),
    order: name('of this order'),
    partner: name('for this partner'),
    limit: countElse(1, 200, 50, 'requests looked at for a page, which may tell fewer'),
    after,
  },
  'GET /api/serial-requests/{requestId}/serials': {
    from: count(0, 999_999_999_999_999, 'counter of the first serial wanted; the first of the block when absent'),
    // 20,000 serials of 20 letters are 0.5 MB, well under Lambda's 6 MB answer; with crypto tails 1.5 MB.
    limit: countElse(1, 20_000, 5000, 'serials of a page'),
  },
  'GET /api/serial-requests/{requestId}/file': {
    format: v.optional(v.pipe(fileFormat, v.description('which of its files; the one asked for last when absent'))),
    compression: v.optional(v.pipe(fileCompression, v.description('gzip, or absent; it goes with `format`'))),
  },
  'GET /api/refills': { after },
};
