import { type Endpoint, json } from '#common/http.ts';
import { log } from '#common/log.ts';
import { read } from '#common/read.ts';
import { Refused } from '#common/refused.ts';
import { type MachineClient, type NewClient, newClient } from '#shared/access/member.ts';
import { refuse } from '#shared/refusal.ts';
import { changeBy, entryOf, type MemberNeeds, mustBeWritten } from './member-needs.ts';

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
    const earlier = await needs.members.client(tenant, wanted.id);
    if (earlier !== undefined) return { status: 200, body: mustBeSame(earlier, wanted) };
    // Without a row it has no tenant and no rights: one that is left over from an interrupted call opens nothing.
    const { clientId, clientSecret } = await needs.pool.makeClient(`${tenant}/${wanted.id}`, wanted.scopes);
    const change = changeBy(request, needs.now());
    const made = { ...wanted, clientId, state: 'active', changedAt: change.at, changedBy: change.by } as const;
    const { id, role, scopes } = wanted;
    const entry = entryOf(change, 'client-made', `client ${id}`, { role, scopes, clientId });
    const outcome = await needs.members.putClient(tenant, undefined, made, entry);
    if (outcome !== 'written') {
      await needs.pool.removeClient(clientId);
      mustBeWritten(outcome, `client ${id}`);
    }
    log('member-changed', { tenant, act: entry.act, by: change.by });
    return { status: 201, body: { ...made, clientSecret }, headers: notKept };
  };

function mustBeSame(earlier: MachineClient, { id, role, scopes }: NewClient): MachineClient {
  const same = earlier.state !== 'removed' && earlier.role === role && earlier.scopes.join() === scopes.join();
  if (same) return earlier;
  throw new Refused(
    refuse('conflict', `client ${id} exists already${earlier.state === 'removed' ? ', and was removed' : ''}`, {
      at: '/id',
      remedy: 'choose another id, or change the one there is: PUT /api/clients/{client}',
    }),
  );
}
