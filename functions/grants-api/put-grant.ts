import { isDeepStrictEqual } from 'node:util';
import { type Endpoint, json } from '#common/http.ts';
import { log } from '#common/log.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import type { Grants } from '#common/store/grants.ts';
import type { Registry } from '#common/store/registry.ts';
import { grant } from '#shared/access/grant.ts';
import { refuse } from '#shared/refusal.ts';

/**
 * Lets another tenant act on this one's data: for the permissions named and no others, within the scope and the time that are named. No
 * permissions at all withdraw it. A grant is not handed on. Sent again it changes nothing.
 */
export const putGrant =
  (needs: { grants: Pick<Grants, 'get' | 'put'>; tenant: Registry['tenant']; now: () => Date }): Endpoint =>
  async (request) => {
    const { tenant, caller: by } = request;
    const grantee = request.path['grantee'] ?? '';
    if (grantee === tenant)
      throw new Refused(refuse('malformed', 'a tenant needs no grant of its own', { at: '/grantee' }));
    if ((await needs.tenant(grantee)) === undefined)
      throw new Refused(
        refuse('not-found', `no tenant ${grantee}`, { at: '/grantee', remedy: 'ask who runs the installation' }),
      );
    const wanted = read(grant, json(request));
    const before = await needs.grants.get(tenant, grantee);
    if (before !== undefined) {
      const { grantee: _, by: __, at: ___, ...said } = before;
      if (isDeepStrictEqual(said, wanted)) return { status: 200, body: before };
    }
    const given = { grantee, ...wanted, by, at: needs.now().toISOString() };
    await needs.grants.put(tenant, given);
    log('grant-changed', { tenant, grantee, by, permissions: wanted.permissions.join(' ') });
    return { status: 200, body: given };
  };
