import { isDeepStrictEqual } from 'node:util';
import { expectedBy } from '#common/expected-by.ts';
import { type Endpoint, json } from '#common/http.ts';
import { log } from '#common/log.ts';
import { read } from '#common/read.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import type { GivenGrants } from '#common/store/given-grants.ts';
import type { GivenGrant } from '#common/store/grants.ts';
import type { Registry } from '#common/store/registry.ts';
import { grant, isInForce } from '#shared/access/grant.ts';
import { type Expected, overtaken, unlikeExpected } from '#shared/expected.ts';
import { refuse } from '#shared/refusal.ts';

/**
 * Lets another tenant act on this one's data: for the permissions named and no others, within the scope and the time that are named. No
 * permissions at all withdraw it. A grant is not handed on. Sent again it changes nothing. `If-None-Match: *` gives one where none is in force or to come, `If-Match: "…"` with `at`
 * changes it as the caller saw it; without either the later of two stands.
 */
export const putGrant =
  (needs: { grants: Pick<GivenGrants, 'get' | 'put'>; tenant: Registry['tenant']; now: () => Date }): Endpoint =>
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
    const expected = expectedBy(request);
    const before = await needs.grants.get(tenant, grantee);
    if (before !== undefined) {
      const { grantee: _, by: __, at: ___, ...said } = before;
      if (isDeepStrictEqual(said, wanted)) return { status: 200, body: before };
    }
    const [what, naming, now] = [`grant ${grantee}`, { at: '/grantee' }, needs.now()];
    orRefuse(unlikeExpected(expected, what, thereOf(before, expected, now), naming));
    const given = { grantee, ...wanted, by, at: now.toISOString() };
    const outcome = await needs.grants.put(tenant, given, expected && { before });
    if (outcome === 'changed-meanwhile') throw new Refused(expected ? overtaken(expected, what, naming) : busy(what));
    log('grant-changed', { tenant, grantee, by, permissions: wanted.permissions.join(' ') });
    return { status: 200, body: given };
  };

/** Whoever takes nothing for granted may send it again. */
const busy = (what: string) =>
  refuse('busy', `${what} was changed by somebody else at this moment`, {
    remedy: 'read it again, then send it again',
  });

/** One that was withdrawn, or has ended, is none for who gives a new one; one that is yet to begin stays one. */
function thereOf(before: GivenGrant | undefined, expected: Expected | undefined, now: Date) {
  if (before === undefined) return undefined;
  const isOver = before.permissions.length === 0 || !isInForce({ until: before.until }, now.getTime());
  return expected?.tag === undefined && isOver ? undefined : { tag: before.at, by: before.by };
}
