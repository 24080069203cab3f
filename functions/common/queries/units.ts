import { flag, formed, gtin as gtinOf, nextPageToken, oneOf, oneOfElse, perPage, time } from '../query-parameters.ts';

const gtin = gtinOf('needed for a lot of another company, and when two products share the lot number');

export const unitQueries = {
  'GET /api/units/{epc+}': {
    at: time('state, parents or contents at this time; later events do not count, error declarations always do'),
    order: oneOfElse(['asc', 'desc'], 'desc', 'of the history'),
    depth: formed(
      /^(all|[1-9]|1[0-6])$/,
      'must be all or a number from 1 to 16',
      'of the contents: all, or so many levels; all when absent',
    ),
    summary: flag('counts the contents by level and GTIN'),
    perPage: perPage(1000),
    nextPageToken,
  },
  'GET /api/lots/{lot}/units': {
    gtin,
    state: oneOf(['commissioned', 'decommissioned'], 'only in this state'),
    perPage: perPage(1000),
    nextPageToken,
  },
  'GET /api/lots/{lot}/summary': { gtin },
  'GET /api/lots/{lot}/distribution-map': {
    gtin,
    format: oneOf(['csv', 'json'], 'csv for CSV, as `Accept: text/csv` does'),
    perPage: formed(
      /^[1-9]\d{0,8}$/,
      'must be a whole number from 1',
      'packs that a page counts; 100,000 when absent, and at most',
    ),
    nextPageToken,
  },
};
