import { type Endpoint, json } from '#common/http.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import type { Registry } from '#common/store/registry.ts';
import { grant } from '#shared/messages/registry-api.ts';
import { refuse } from '#shared/refusal.ts';

export const listGrants =
  (needs: { registry: Registry }): Endpoint =>
  async ({ tenant }) => ({ status: 200, body: { grants: await needs.registry.grants(tenant) } });

/** Lets another tenant act on this one's data, for the permissions named and no others. A grant is not handed on. */
export const putGrant =
  (needs: { registry: Registry }): Endpoint =>
  async (request) => {
    if (request.tenant !== request.home)
      throw new Refused(refuse('not-permitted', 'a grant cannot be given on behalf of another tenant'));
    const grantee = request.path['grantee'] ?? '';
    if ((await needs.registry.tenant(grantee)) === undefined)
      throw new Refused(refuse('not-found', `no tenant ${grantee}`, { at: '/grantee' }));
    const item = read(grant, json(request));
    await needs.registry.putGrant(request.tenant, grantee, item);
    return { status: 200, body: { grantee, ...item } };
  };
