import { masterKinds } from '#shared/master-data/version.ts';
import { standings } from '#shared/messages/master-data-api.ts';
import { countElse, formed, neededPhrase, nextPageToken, oneOf, oneOfElse, phrase, time } from '../query-parameters.ts';
import { flags } from './sheets.ts';

const page = { perPage: countElse(1, 200, 100, 'entries looked at for a page'), nextPageToken };
const version = (what: string) => formed(/^[1-9]\d{0,5}$/, 'must be a version number from 1', what);

/** Of products, locations and partners alike. */
export const itemQueries = {
  list: {
    standing: oneOf(standings, 'only those in force, or with an open version, of this standing'),
    text: phrase('only those whose id, or any text that they say, has this in it, in capitals or not', 100),
    perPage: countElse(1, 200, 100, 'entries of a page, which may tell fewer where it is narrowed'),
    nextPageToken,
  },
  show: { at: time('as it was, or will be, at this time') },
  withdraw: { reason: neededPhrase('why, for the versions and the audit trail, 1 to 500 characters', 500) },
  drop: { reason: phrase('why, for the audit trail', 1000) },
  versions: page,
  difference: {
    from: version('a version; that in force when absent'),
    to: version('a version; the latest when absent'),
  },
  take: flags,
};

const kinds = [
  ['products', 'gtin'],
  ['locations', 'gln'],
  ['partners', 'partner'],
] as const;

const ofKind = ([plural, id]: (typeof kinds)[number]) => ({
  [`GET /api/${plural}`]: itemQueries.list,
  [`GET /api/${plural}/{${id}}`]: itemQueries.show,
  [`DELETE /api/${plural}/{${id}}`]: itemQueries.withdraw,
  [`GET /api/${plural}/{${id}}/versions`]: itemQueries.versions,
  [`DELETE /api/${plural}/{${id}}/versions/{version}`]: itemQueries.drop,
  [`GET /api/${plural}/{${id}}/difference`]: itemQueries.difference,
  [`POST /api/imports/${plural}`]: itemQueries.take,
});

export const exportQuery = {
  format: oneOfElse(['json', 'xml'], 'json', 'JSON-LD or XML'),
  kind: oneOfElse([...masterKinds, 'all'], 'all', 'only of this kind'),
};

export const masterDataQueries = {
  ...Object.assign({}, ...kinds.map(ofKind)),
  'POST /api/imports/epcis': itemQueries.take,
  'GET /api/exports/epcis': exportQuery,
};
