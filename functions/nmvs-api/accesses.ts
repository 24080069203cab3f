import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { auditPut } from '#common/store/audit.ts';
import { wantedAccess } from '#shared/messages/nmvs-api.ts';
import { refuse } from '#shared/refusal.ts';
import { countries } from '#shared/regimes/eu/countries.ts';
import type { ApiNeeds } from './needs.ts';

type Needs = Pick<ApiNeeds, 'accesses' | 'registryTable' | 'now'>;

/** All accesses of a tenant. None holds anything secret. */
export const listAccesses =
  ({ accesses }: Needs): Endpoint =>
  async ({ tenant }) => ({ status: 200, body: { accesses: await accesses.list(tenant) } });

/** Sets how the NMVS of a country is reached; alerts are fetched from then on when it says where. */
export const putAccess =
  ({ accesses, registryTable, now }: Needs): Endpoint =>
  async (request) => {
    const country = request.path['country'] ?? '';
    if (!countries.includes(country))
      throw new Refused(
        refuse('not-found', `${country} is no country of the European system`, {
          at: 'country',
          remedy: `take one of ${countries.join(', ')}`,
        }),
      );
    const { alertsUrl, ...wanted } = read(wantedAccess, json(request));
    const at = now();
    const updatedAt = at.toISOString();
    const access = { ...wanted, country, updatedAt, ...(alertsUrl !== undefined && { alertsUrl }) };
    const entry = entryOf(request, updatedAt, 'nmvs-access-set', `nmvs-access ${country}`, { detail: { ...access } });
    await accesses.put(request.tenant, access, at, auditPut(registryTable, request.tenant, entry));
    return { status: 200, body: access };
  };
