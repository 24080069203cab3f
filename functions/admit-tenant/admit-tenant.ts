import * as v from 'valibot';
import { entryOf } from '#common/entry-of.ts';
import { read } from '#common/read.ts';
import { orRefuse } from '#common/refused.ts';
import type { Members, MemberWrite } from '#common/store/members.ts';
import { type TenantLimits, tenantLimits } from '#common/store/tenant-limits.ts';
import type { UserPool } from '#common/user-pool.ts';
import { clientName, username, wantedPerson } from '#shared/access/member.ts';
import { roles } from '#shared/access/permissions.ts';
import { refuse } from '#shared/refusal.ts';

/** Rows of no tenant have this name in front. */
const RESERVED = ['network'];

const admission = v.strictObject({
  tenant: v.pipe(
    v.string(),
    v.regex(/^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$/, 'must be 3 to 40 lower-case letters, digits and hyphens'),
    v.check((id) => !RESERVED.includes(id), 'is a reserved name'),
  ),
  /** The first of them should be an administrator: he registers everybody else. */
  people: v.optional(v.array(v.strictObject({ username, ...wantedPerson.entries })), []),
  /** What it is let have beside what all are. */
  limits: v.optional(v.strictObject(tenantLimits.entries)),
  /** Clients that the user pool has already. */
  clients: v.optional(
    v.array(
      v.strictObject({
        id: clientName,
        clientId: v.string(),
        role: v.picklist(roles),
        scopes: v.optional(v.array(v.picklist(['read', 'write'])), ['read', 'write']),
      }),
    ),
    [],
  ),
});

interface Needs {
  readonly members: Members;
  readonly pool: Pick<UserPool, 'invite'>;
  readonly limits: { set(tenant: string, limits: TenantLimits): Promise<void> };
  readonly now: () => Date;
}

/** Who acts here has the keys of the installation, not a token. */
const OPERATOR = 'operator';

/**
 * Lets a tenant in, with the people and clients it begins with. It stands behind no route: whoever runs the installation invokes it, with
 * rights in the account. Whom the tenant has already stays as he is, so it can be done again, and mends a tenant that lost its way in.
 */
export const admitTenant =
  ({ members, pool, limits: limitsOf, now }: Needs) =>
  async (raw: unknown): Promise<{ tenant: string; admitted: string[] }> => {
    const { tenant, people, clients, limits } = read(admission, raw);
    if (limits !== undefined) await limitsOf.set(tenant, limits);
    const admitted: string[] = [];
    const at = now().toISOString();
    const signed = { changedAt: at, changedBy: OPERATOR };
    const who = { caller: OPERATOR, home: OPERATOR };
    const entry = (act: string, subject: string, role: string) => entryOf(who, at, act, subject, { detail: { role } });
    for (const { username: id, ...wanted } of people) {
      if ((await members.person(tenant, id)) !== undefined) continue;
      await pool.invite({ username: id, ...wanted });
      const made = { username: id, ...wanted, ...signed };
      mustStand(
        await members.putPerson(tenant, undefined, made, entry('user-registered', `user ${id}`, wanted.role)),
        id,
      );
      admitted.push(`user ${id}`);
    }
    for (const { id, ...wanted } of clients) {
      if ((await members.client(tenant, id)) !== undefined) continue;
      const made = { id, ...wanted, name: id, state: 'active', ...signed } as const;
      mustStand(
        await members.putClient(tenant, undefined, made, entry('client-made', `client ${id}`, wanted.role)),
        id,
      );
      admitted.push(`client ${id}`);
    }
    return { tenant, admitted };
  };

/** One that came in meanwhile is as good. */
function mustStand(outcome: MemberWrite, id: string): void {
  if (outcome === 'taken') orRefuse(refuse('conflict', `${id} belongs to another tenant`));
}
