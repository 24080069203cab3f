import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { mustBeReachable } from '#common/send/must-be-reachable.ts';
import { auditPut } from '#common/store/audit.ts';
import { type WantedVrsSettings, wantedVrsSettings } from '#shared/messages/verifications-api.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import type { ApiNeeds } from './needs.ts';

type Needs = Pick<ApiNeeds, 'settings' | 'guard' | 'registryTable' | 'now'>;

/** How the tenant takes part in verification. Nothing of it is secret. */
export const showSettings =
  ({ settings }: Needs): Endpoint =>
  async ({ tenant }) => ({ status: 200, body: await settings.get(tenant) });

/** Sets all of it; a directory that is named is fetched from its beginning. */
export const putSettings =
  ({ settings, guard, registryTable, now }: Needs): Endpoint =>
  async (request) => {
    const wanted = read(wantedVrsSettings, json(request));
    const problem = problemOf(wanted);
    if (problem !== undefined) throw new Refused(problem);
    if (wanted.directoryUrl !== undefined) await mustBeReachable(guard, wanted.directoryUrl, '/directoryUrl');
    for (const [i, { jwksUrl }] of wanted.issuers.entries())
      await mustBeReachable(guard, jwksUrl, `/issuers/${i}/jwksUrl`);
    const at = now();
    const updatedAt = at.toISOString();
    const entry = entryOf(request, updatedAt, 'vrs-settings-set', 'vrs-settings', { detail: { ...wanted } });
    const body = { ...wanted, updatedAt };
    await settings.put(request.tenant, body, at, auditPut(registryTable, request.tenant, entry));
    return { status: 200, body };
  };

function problemOf({
  presents,
  secret,
  demands,
  demandsOfResponders,
  issuers,
}: WantedVrsSettings): Refusal | undefined {
  if (presents && secret === undefined)
    return refuse('malformed', 'a credential is shown that no secret holds', {
      at: '/secret',
      remedy: 'name the secret, or leave out presents',
    });
  if ((demands || demandsOfResponders) && issuers.length === 0)
    return refuse('malformed', 'credentials are demanded and no issuer is trusted: nobody could be admitted', {
      at: '/issuers',
      remedy: 'name at least one issuer',
    });
  return undefined;
}
