import { entryOf } from '#common/entry-of.ts';
import type { Endpoint } from '#common/http.ts';
import { log } from '#common/log.ts';
import { type MemberNeeds, mustBeWritten, noSuch } from './member-needs.ts';

/** Removes a person for good: the rights first, then the way in. The user name stays his. Again it finishes what was begun. */
export const removePerson =
  ({ members, pool, now }: MemberNeeds): Endpoint =>
  async (request) => {
    const { tenant, path } = request;
    const username = path['username'] ?? '';
    const before = await members.person(tenant, username);
    if (before === undefined) throw noSuch(`user ${username}`, '/api/users');
    if (before.state !== 'removed') {
      const at = now().toISOString();
      const after = {
        username,
        role: before.role,
        state: 'removed',
        changedAt: at,
        changedBy: request.caller,
      } as const;
      const entry = entryOf(request, at, 'user-removed', `user ${username}`, { detail: { role: before.role } });
      mustBeWritten(await members.putPerson(tenant, before, after, entry), `user ${username}`);
      log('member-changed', { tenant, act: entry.act, by: request.caller });
    }
    await pool.removePerson(username);
    return { status: 204 };
  };

/** Removes a machine client for good. */
export const removeClient =
  ({ members, pool, now }: MemberNeeds): Endpoint =>
  async (request) => {
    const { tenant, path } = request;
    const id = path['client'] ?? '';
    const before = await members.client(tenant, id);
    if (before === undefined) throw noSuch(`client ${id}`, '/api/clients');
    if (before.state !== 'removed') {
      const at = now().toISOString();
      const after = { ...before, state: 'removed', changedAt: at, changedBy: request.caller } as const;
      const entry = entryOf(request, at, 'client-removed', `client ${id}`, { detail: { role: before.role } });
      mustBeWritten(await members.putClient(tenant, before, after, entry), `client ${id}`);
      log('member-changed', { tenant, act: entry.act, by: request.caller });
    }
    await pool.removeClient(before.clientId);
    return { status: 204 };
  };
