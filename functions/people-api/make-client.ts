import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json } from '#common/http.ts';
import { log } from '#common/log.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { type MachineClient, type NewClient, newClient } from '#shared/access/member.ts';
import { refuse } from '#shared/refusal.ts';
import { type MemberNeeds, mustBeWritten, roomFor } from './member-needs.ts';

const notKept = { 'cache-control': 'no-store' };

/**
 * Makes a machine client under the caller's id. Its secret is answered this once. Sent again the client is answered without it: who lost the
 * answer rotates the secret.
 */
export const makeClient =
  (needs: MemberNeeds): Endpoint =>
  async (request) => {
    const { tenant } = request;
    const wanted = read(newClient, json(request));
    mustBePartners(wanted);
    const earlier = await needs.members.client(tenant, wanted.id);
    if (earlier !== undefined) return { status: 200, body: mustBeSame(earlier, wanted) };
    const most = await roomFor(needs, tenant, 'client');
    // Without a row it has no tenant and no rights: one that is left over from an interrupted call opens nothing.
    const { clientId, clientSecret } = await needs.pool.makeClient(
      { tenant, role: wanted.role, id: wanted.id },
      wanted.scopes,
    );
    const at = needs.now().toISOString();
    const { id, role, scopes, partner } = wanted;
    const told = partner !== undefined && { secretTo: [request.caller] };
    const made = { ...wanted, ...told, clientId, state: 'active', changedAt: at, changedBy: request.caller } as const;
    const detail = { role, scopes, clientId, ...(partner !== undefined && { partner }) };
    const entry = entryOf(request, at, 'client-made', `client ${id}`, { detail });
    const outcome = await needs.members.putClient(tenant, undefined, made, entry, most);
    if (outcome !== 'written') {
      await needs.pool.removeClient(clientId);
      mustBeWritten(outcome, `client ${id}`);
    }
    log('member-changed', { tenant, act: entry.act, by: request.caller });
    return { status: 201, body: { ...made, clientSecret }, headers: notKept };
  };

function mustBeSame(earlier: MachineClient, { id, role, scopes, partner }: NewClient): MachineClient {
  const same =
    earlier.state !== 'removed' &&
    earlier.role === role &&
    earlier.partner === partner &&
    earlier.scopes.join() === scopes.join();
  if (same) return earlier;
  throw new Refused(
    refuse('conflict', `client ${id} exists already${earlier.state === 'removed' ? ', and was removed' : ''}`, {
      at: '/id',
      remedy: 'choose another id, or change the one there is: PUT /api/clients/{client}',
    }),
  );
}

function mustBePartners({ role, partner }: Pick<NewClient, 'role' | 'partner'>): void {
  if (partner === undefined || role === 'partner-api') return;
  throw new Refused(
    refuse('malformed', `a client of role ${role} is nobody's but the tenant's`, {
      at: '/partner',
      remedy: 'leave partner out, or make a client of role partner-api',
    }),
  );
}
