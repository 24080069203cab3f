import { isDeepStrictEqual } from 'node:util';
import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { Registry } from '#common/store/registry.ts';
import { readGln } from '#shared/gs1/gln.ts';
import { tenantProfile } from '#shared/messages/registry-api.ts';
import { refuse } from '#shared/refusal.ts';

/** The caller's own tenant as the network knows it. */
export const showTenant =
  (needs: { registry: Registry }): Endpoint =>
  async ({ tenant }) => {
    const profile = await needs.registry.tenant(tenant);
    if (profile === undefined)
      throw new Refused(refuse('not-found', `${tenant} has no profile`, { remedy: 'PUT /api/tenant' }));
    return { status: 200, body: profile };
  };

/** Stores the caller's own profile; sent again it changes nothing. Another tenant's grant does not reach it. */
export const putTenant =
  (needs: { registry: Registry; now: () => Date }): Endpoint =>
  async (request) => {
    if (request.tenant !== request.home)
      throw new Refused(refuse('not-permitted', 'only a tenant itself may change its profile'));
    const profile = read(tenantProfile, json(request));
    orRefuse(readGln(profile.gln));
    const { tenant, caller, home } = request;
    const told = { tenant, ...profile };
    const earlier = await needs.registry.tenant(tenant);
    if (!isDeepStrictEqual(earlier, told))
      await needs.registry.putTenant(tenant, profile, {
        at: needs.now().toISOString(),
        by: caller,
        home,
        act: 'tenant-changed',
        subject: `tenant ${tenant}`,
        detail: { ...profile },
      });
    return { status: 200, body: told };
  };
