import { isDeepStrictEqual } from 'node:util';
import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json, type Request } from '#common/http.ts';
import { read } from '#common/read.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { ATTEMPTS, pause } from '#common/store/backoff.ts';
import type { Registry } from '#common/store/registry.ts';
import { claimsOf, type Tenants } from '#common/store/tenants.ts';
import type { Uses } from '#common/store/uses.ts';
import { isCompanyPrefix } from '#shared/gs1/company-prefix.ts';
import { partyProblem } from '#shared/gs1/party.ts';
import { type TenantProfile, wantedProfile } from '#shared/messages/registry-api.ts';
import { refuse } from '#shared/refusal.ts';
import { prefixChange, prefixInUse } from './change-prefixes.ts';

/** The caller's own tenant as the network knows it, in the form that PUT takes. */
export const showTenant =
  (needs: { registry: Registry }): Endpoint =>
  async ({ tenant }) => {
    const known = await needs.registry.tenant(tenant);
    if (known === undefined)
      throw new Refused(refuse('not-found', `${tenant} has no profile`, { remedy: 'PUT /api/tenant' }));
    const { tenant: _, ...profile } = known;
    return { status: 200, body: profile };
  };

interface Needs {
  readonly tenants: Tenants;
  readonly uses: Pick<Uses, 'ofPrefix'>;
  readonly now: () => Date;
}

/**
 * Stores the caller's own profile and takes its company prefixes and its GLN; sent again it changes nothing. Another tenant's grant does not reach it.
 *
 * @throws Refused when another company holds a prefix or one it nests with, or the GLN or a prefix around it, or when a prefix is given up that is in use
 */
export const putTenant =
  (needs: Needs): Endpoint =>
  async (request) => {
    if (request.tenant !== request.home)
      throw new Refused(refuse('not-permitted', 'only a tenant itself may change its profile'));
    const profile = read(wantedProfile, json(request));
    const problem = partyProblem(profile.party, profile.gln);
    if (problem !== undefined) throw new Refused(problem);
    await storeProfile(needs, request, profile);
    return { status: 200, body: profile };
  };

/** Going round again is safe: nothing was written, and it is decided anew by who holds what then. */
async function storeProfile({ tenants, uses, now }: Needs, request: Request, profile: TenantProfile): Promise<void> {
  const { tenant } = request;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    if (attempt > 1) await pause(attempt);
    const seen = await tenants.read(tenant, claimsOf(profile));
    const prefixes = orRefuse(prefixChange(tenant, seen, profile));
    if (isDeepStrictEqual(seen.profile, profile) && prefixes.take.length === 0) return;
    const at = now().toISOString();
    // Nothing is issued under a GLN: it may always be given up.
    for (const prefix of prefixes.drop.filter(isCompanyPrefix)) {
      const [use] = await uses.ofPrefix(tenant, prefix, at);
      const isUsed = use !== undefined || seen.holdings.get(prefix)?.used !== undefined;
      if (isUsed) throw new Refused(prefixInUse(prefix, use));
    }
    const audit = entryOf(request, at, 'tenant-changed', `tenant ${tenant}`, { detail: { ...profile } });
    if ((await tenants.commit({ tenant, profile, seen, prefixes, audit })) === 'stored') return;
  }
  throw new Refused(
    refuse('busy', `tenant ${tenant} or its prefixes were changed by others ${ATTEMPTS} times`, {
      remedy: 'send the same request again',
    }),
  );
}
