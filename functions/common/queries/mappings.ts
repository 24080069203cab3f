import { countElse, flag, formed, neededPhrase, nextPageToken, phrase } from '../query-parameters.ts';

const page = { perPage: countElse(1, 200, 100, 'entries looked at for a page'), nextPageToken };
const version = (what: string) => formed(/^[1-9]\d{0,5}$/, 'must be a version number from 1', what);

/** Of mappings in versions. */
export const mappingQuery = {
  list: { ready: flag('those that are ready made, to begin with'), ...page },
  versions: page,
  withdraw: { reason: neededPhrase('why, for the versions and the audit trail, 1 to 500 characters', 500) },
  drop: { reason: phrase('why, for the audit trail', 1000) },
  difference: {
    from: version('a version; that in force when absent'),
    to: version('a version; the latest when absent'),
  },
};

const one = '/api/mappings/{name}';

export const mappingQueries = {
  'GET /api/mappings': mappingQuery.list,
  [`GET ${one}/versions`]: mappingQuery.versions,
  [`GET ${one}/difference`]: mappingQuery.difference,
  [`DELETE ${one}`]: mappingQuery.withdraw,
  [`DELETE ${one}/versions/{version}`]: mappingQuery.drop,
};
