import { entryOf } from '#common/entry-of.ts';
import { membersAtMost } from '#common/members-at-most.ts';
import type { Acting } from '#common/onboarding/take-act.ts';
import { Refused } from '#common/refused.ts';
import type { Members } from '#common/store/members.ts';
import type { TenantLimits } from '#common/store/tenant-limits.ts';
import type { UserPool } from '#common/user-pool.ts';
import type { MachineClient } from '#shared/access/member.ts';
import { refuse } from '#shared/refusal.ts';

export interface ClientNeeds {
  readonly members: Pick<Members, 'client' | 'putClient' | 'count'>;
  readonly limits: { of(tenant: string): Promise<TenantLimits> };
  readonly pool: Pick<UserPool, 'makeClient' | 'removeClient' | 'rotateSecret'>;
  readonly now: () => Date;
}

export const SCOPES: readonly ('read' | 'write')[] = ['read', 'write'];
const role = 'partner-api';

/** The partner's machine client, where it has one. */
export interface PartnersClient {
  readonly id: string;
  readonly found?: MachineClient;
}

/**
 * The client by which a partner calls, before it is made or changed.
 *
 * @throws Refused `conflict` when another one has its id, or the tenant has as many clients as it may: before the invitation is used up
 */
export async function clientOf(
  { members, limits }: ClientNeeds,
  tenant: string,
  partner: string,
): Promise<PartnersClient> {
  const id = `partner-${partner}`;
  const found = await members.client(tenant, id);
  if (found !== undefined && found.state !== 'removed' && (found.role !== role || found.partner !== partner))
    throw new Refused(
      refuse('conflict', `the tenant has a client ${id} that is not the partner's`, {
        remedy: `ask whoever invited you to remove it: DELETE /api/clients/${id}`,
      }),
    );
  if (found !== undefined && found.state !== 'removed') return { id, found };
  if ((await members.count(tenant, 'client')) >= membersAtMost(await limits.of(tenant), 'client'))
    throw new Refused(
      refuse('conflict', 'the tenant has as many machine clients as it may', {
        remedy: 'ask whoever invited you to remove those that are not needed',
      }),
    );
  return { id, ...(found && { found }) };
}

interface Given extends Acting {
  readonly tenant: string;
  readonly before: PartnersClient;
}

/** Gives the partner a secret that works: of a new client, or another one of the client it has. */
export async function giveClient(needs: ClientNeeds, { tenant, partner, before, who }: Given) {
  const { id, found } = before;
  const at = needs.now().toISOString();
  const changed = { state: 'active', changedAt: at, changedBy: who.caller } as const;
  if (found === undefined || found.state === 'removed') {
    const { clientId, clientSecret } = await needs.pool.makeClient({ tenant, role, id }, SCOPES);
    const made: MachineClient = {
      id,
      clientId,
      role,
      partner,
      name: `Partner ${partner}`,
      scopes: [...SCOPES],
      // Who knew a secret of the one before did not forget what he wrote by it.
      ...(found?.secretTo && { secretTo: found.secretTo }),
      ...changed,
    };
    const detail = { role, scopes: SCOPES, clientId, partner };
    const entry = entryOf(who, at, 'client-made', `client ${id}`, { detail });
    const outcome = await needs.members.putClient(tenant, found, made, entry);
    if (outcome === 'written') return { clientId, clientSecret };
    // Without a row it has no tenant and no rights: what an interrupted call leaves opens nothing.
    await needs.pool.removeClient(clientId);
    throw changedMeanwhile(id);
  }
  const entry = entryOf(who, at, 'client-secret-rotated', `client ${id}`, { detail: { partner } });
  // The row goes first: of two callers one is turned away before he touches a secret.
  if ((await needs.members.putClient(tenant, found, { ...found, ...changed }, entry)) !== 'written')
    throw changedMeanwhile(id);
  return { clientId: found.clientId, clientSecret: await needs.pool.rotateSecret(found.clientId, false) };
}

const changedMeanwhile = (id: string) =>
  new Refused(
    refuse('busy', `client ${id} was changed by somebody else meanwhile`, {
      remedy: 'ask whoever invited you for another invitation',
    }),
  );
