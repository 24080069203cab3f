import { type Endpoint, json } from '#common/http.ts';
import { log } from '#common/log.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import type { Registry } from '#common/store/registry.ts';
import { grant } from '#shared/messages/registry-api.ts';
import { refuse } from '#shared/refusal.ts';

export const listGrants =
  (needs: { registry: Registry }): Endpoint =>
  async ({ tenant }) => ({ status: 200, body: { grants: await needs.registry.grants(tenant) } });

/** Lets another tenant act on this one's data, for the permissions named and no others; none at all withdraws it. A grant is not handed on. */
export const putGrant =
  (needs: { registry: Registry; now: () => Date }): Endpoint =>
  async (request) => {
    if (request.tenant !== request.home)
      throw new Refused(refuse('not-permitted', 'a grant cannot be given on behalf of another tenant'));
    const grantee = request.path['grantee'] ?? '';
    if ((await needs.registry.tenant(grantee)) === undefined)
      throw new Refused(refuse('not-found', `no tenant ${grantee}`, { at: '/grantee' }));
    const item = read(grant, json(request));
    const by = request.caller;
    const at = needs.now().toISOString();
    await needs.registry.putGrant(request.tenant, grantee, { ...item, by, at });
    log('grant-changed', { tenant: request.tenant, grantee, by, permissions: item.permissions.join(' ') });
    return { status: 200, body: { grantee, ...item, by, at } };
  };
