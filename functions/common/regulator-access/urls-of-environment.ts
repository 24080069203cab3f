import * as v from 'valibot';

/** The member of an environment with the base URL of each market, for tenants that have no access of their own: a map in JSON, may be empty. */
export const urlsMember = v.pipe(
  v.string(),
  v.parseJson(),
  v.record(v.pipe(v.string(), v.regex(/^[a-z]{2,8}$/, 'must be a market, as eu')), v.pipe(v.string(), v.url())),
);
