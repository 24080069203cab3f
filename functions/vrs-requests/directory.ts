import * as v from 'valibot';
import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json, type Request } from '#common/http.ts';
import { placeIn, tokenOf } from '#common/page-token.ts';
import { vrsQueries } from '#common/queries/vrs.ts';
import { readQuery } from '#common/query-parameters.ts';
import { readQueryString } from '#common/query-string.ts';
import { read } from '#common/read.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { mustBeReachable } from '#common/send/must-be-reachable.ts';
import { auditPut } from '#common/store/audit.ts';
import { readGtin } from '#shared/gs1/gtin.ts';
import { wantedEntry } from '#shared/messages/verifications-api.ts';
import { isRefusal as isBad, refuse } from '#shared/refusal.ts';
import { entryOfWhat } from '#shared/vrs/directory-entry.ts';
import type { ApiNeeds } from './needs.ts';

type Needs = Pick<ApiNeeds, 'directory' | 'guard' | 'registryTable' | 'now' | 'wake' | 'settingsOf'>;

/** Entries in the order of digits: who answers for which GTIN or company prefix. */
export const listEntries =
  ({ directory }: Needs): Endpoint =>
  async (request) => {
    const { limit } = readQuery(vrsQueries['GET /api/vrs/directory'], request);
    const { tenant, url, queryString } = request;
    const paged = { request, url, parameters: readQueryString(queryString), tokenIn: 'after' } as const;
    const page = await directory.list(tenant, limit, placeIn(paged));
    const more = page.next !== undefined && { next: tokenOf(paged, page.next) };
    return { status: 200, body: { entries: page.entries, ...more } };
  };

/** A person says who answers. That stands over what a directory service says. */
export const putEntry =
  ({ directory, registryTable, now, guard }: Needs): Endpoint =>
  async (request) => {
    const of = ofPath(request);
    const { url, gln, validFrom, validUntil, audience } = read(wantedEntry, json(request));
    if (validFrom !== undefined && validUntil !== undefined && validUntil <= validFrom) throw neverValid(validFrom);
    await mustBeReachable(guard, url, '/url');
    const { tenant, caller } = request;
    const was = await directory.get(tenant, of);
    const at = now();
    const updatedAt = at.toISOString();
    const entry = {
      of,
      url,
      gln,
      ...(validFrom !== undefined && { validFrom }),
      ...(validUntil !== undefined && { validUntil }),
      ...(audience !== undefined && { audience }),
      source: `person ${caller}`,
      // By the clock, so that it grows also where the entry before was taken away.
      version: Math.max((was?.version ?? 0) + 1, at.getTime()),
      updatedAt,
    };
    const told = entryOf(request, updatedAt, 'vrs-entry-set', `vrs-entry ${of}`, { detail: { url, gln } });
    if ((await directory.put(tenant, entry, was, auditPut(registryTable, tenant, told))) === 'changed') throw moved();
    return { status: 200, body: entry };
  };

/** Takes an entry away; what a directory service says of it comes back with its next change, or when it is looked up. */
export const removeEntry =
  ({ directory, registryTable, now }: Needs): Endpoint =>
  async (request) => {
    const of = ofPath(request);
    const { tenant } = request;
    const remedy = 'GET /api/vrs/directory lists them';
    const was = orRefuse((await directory.get(tenant, of)) ?? refuse('not-found', `no entry of ${of}`, { remedy }));
    const told = entryOf(request, now().toISOString(), 'vrs-entry-removed', `vrs-entry ${of}`);
    if ((await directory.remove(tenant, was, auditPut(registryTable, tenant, told))) === 'changed') throw moved();
    return { status: 204 };
  };

/** Has the changes of the directory service fetched, when they are due. */
export const fetchNow =
  ({ settingsOf, wake }: Needs): Endpoint =>
  async ({ tenant }) => {
    const { directoryUrl } = await settingsOf(tenant);
    if (directoryUrl === undefined)
      throw new Refused(
        refuse('conflict', 'no directory service is set', { remedy: 'PUT /api/vrs/settings with directoryUrl' }),
      );
    await wake({ tenant, directory: true });
    return { status: 202, body: { directoryUrl } };
  };

function ofPath({ path }: Request): string {
  const of = path['of'] ?? '';
  const read = of.length === 14 ? readGtin(of) : of;
  if (v.is(entryOfWhat, of) && !isBad(read)) return of;
  const digits = `${of} is no GTIN of 14 digits and no company prefix of 4 to 12`;
  throw new Refused(
    refuse('malformed', isBad(read) && v.is(entryOfWhat, of) ? read.detail : digits, {
      at: '{of}',
      remedy: 'name a GTIN with its check digit, or a prefix',
    }),
  );
}

const neverValid = (validFrom: string) =>
  new Refused(
    refuse('malformed', `the entry would end before it begins, at ${validFrom}`, {
      at: '/validUntil',
      rule: 'Seriate API: an entry of the look-up directory is valid for some time',
      remedy: 'give a later validUntil, or leave it out',
    }),
  );

const moved = () => new Refused(refuse('conflict', 'somebody else has just changed it', { remedy: 'read it again' }));
