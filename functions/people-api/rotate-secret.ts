import { entryOf } from '#common/entry-of.ts';
import { type Endpoint, json } from '#common/http.ts';
import { log } from '#common/log.ts';
import { read } from '#common/read.ts';
import { type MachineClient, rotation } from '#shared/access/member.ts';
import { type MemberNeeds, mustBeWritten, noSuch } from './member-needs.ts';

/**
 * A new secret for a machine client, answered this once. Two rotations at once leave one secret that works, and the other caller hears that
 * it was not his: he rotates again.
 */
export const rotateSecret =
  ({ members, pool, now }: MemberNeeds): Endpoint =>
  async (request) => {
    const { tenant, path } = request;
    const id = path['client'] ?? '';
    const { keepPrevious } = read(rotation, request.text === '' ? {} : json(request));
    const before = await members.client(tenant, id);
    if (before === undefined || before.state === 'removed') throw noSuch(`client ${id}`, '/api/clients');
    const at = now().toISOString();
    // What a partner's client writes is not approved by whoever could write it himself.
    const told = before.partner !== undefined && { secretTo: withHolder(before, request.caller) };
    const after = { ...before, ...told, changedAt: at, changedBy: request.caller };
    const entry = entryOf(request, at, 'client-secret-rotated', `client ${id}`, { detail: { keepPrevious } });
    // The row goes first: of two callers one is turned away before he touches a secret.
    mustBeWritten(await members.putClient(tenant, before, after, entry), `client ${id}`);
    const clientSecret = await pool.rotateSecret(before.clientId, keepPrevious);
    log('member-changed', { tenant, act: entry.act, by: request.caller });
    return { status: 200, body: { ...after, clientSecret }, headers: { 'cache-control': 'no-store' } };
  };

const withHolder = ({ secretTo = [] }: MachineClient, caller: string): string[] => [...new Set([...secretTo, caller])];
