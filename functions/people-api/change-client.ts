import { isDeepStrictEqual } from 'node:util';
import { entryOf } from '#common/entry-of.ts';
import { expectedBy } from '#common/expected-by.ts';
import { type Endpoint, json } from '#common/http.ts';
import { log } from '#common/log.ts';
import { read } from '#common/read.ts';
import { orRefuse, Refused } from '#common/refused.ts';
import { clientChange, type MachineClient } from '#shared/access/member.ts';
import { unlikeExpected } from '#shared/expected.ts';
import { refuse } from '#shared/refusal.ts';
import { type MemberNeeds, mustBeWritten, noSuch } from './member-needs.ts';

/**
 * Changes role, name or state of a machine client, with `If-Match: "…"` and its `changedAt` as the caller saw it. It holds from the next call on, but for what the gateway
 * remembers of its last token.
 */
export const changeClient =
  ({ members, now }: MemberNeeds): Endpoint =>
  async (request) => {
    const { tenant, path } = request;
    const id = path['client'] ?? '';
    const wanted = read(clientChange, json(request));
    const expected = expectedBy(request);
    const before = await members.client(tenant, id);
    if (before === undefined || before.state === 'removed') throw noSuch(`client ${id}`, '/api/clients');
    const { role = before.role, name = before.name, state = before.state } = wanted;
    if (before.partner !== undefined && role !== before.role)
      throw new Refused(
        refuse('conflict', `client ${id} is that of partner ${before.partner}, and keeps its role`, {
          at: '/role',
          remedy: 'make another client: POST /api/clients',
        }),
      );
    const at = now().toISOString();
    const after = { ...before, role, name, state, changedAt: at, changedBy: request.caller };
    if (isDeepStrictEqual(saidOf(before), saidOf(after))) return { status: 200, body: before };
    orRefuse(unlikeExpected(expected, `client ${id}`, { tag: before.changedAt, by: before.changedBy }));
    const detail = { before: saidOf(before), after: saidOf(after) };
    const entry = entryOf(request, at, 'client-changed', `client ${id}`, { detail });
    mustBeWritten(await members.putClient(tenant, before, after, entry), `client ${id}`, expected);
    log('member-changed', { tenant, act: entry.act, by: request.caller });
    return { status: 200, body: after };
  };

const saidOf = ({ role, name, state }: MachineClient) => ({ role, name, state });
