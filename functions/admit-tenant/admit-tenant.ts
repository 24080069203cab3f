import * as v from 'valibot';
import { entryOf } from '#common/entry-of.ts';
import { read } from '#common/read.ts';
import { orRefuse } from '#common/refused.ts';
import type { AuditRow, NewEntry } from '#common/store/audit.ts';
import type { Members, MemberWrite } from '#common/store/members.ts';
import { type LimitsOfTenants, tenantLimits } from '#common/store/tenant-limits.ts';
import type { UserPool } from '#common/user-pool.ts';
import type { AuditAct } from '#shared/access/audit-acts.ts';
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
  readonly limits: Pick<LimitsOfTenants, 'set'>;
  /** The row of the audit trail. */
  readonly audit: (tenant: string, entry: NewEntry) => AuditRow;
  readonly now: () => Date;
}

/** Who acts here has the keys of the installation, not a token. */
const OPERATOR = 'operator';

/**
 * Lets a tenant in, with the people and clients it begins with. It stands behind no route: whoever runs the installation invokes it, with
 * rights in the account. Whom the tenant has already stays as he is, so it can be done again, and mends a tenant that lost its way in.
 */
export const admitTenant =
  ({ members, pool, limits: limitsOf, audit, now }: Needs) =>
  async (raw: unknown): Promise<{ tenant: string; admitted: string[] }> => {
    const { tenant, people, clients, limits } = read(admission, raw);
    const admitted: string[] = [];
    const at = now().toISOString();
    const signed = { changedAt: at, changedBy: OPERATOR };
    const entry = (act: AuditAct, subject: string, detail: object) =>
      entryOf({ caller: OPERATOR, home: OPERATOR }, at, act, subject, { detail: { ...detail } });
    if (limits !== undefined)
      await limitsOf.set(tenant, limits, [audit(tenant, entry('limits-set', `tenant ${tenant}`, limits))]);
    let isNew = await isUnknown(members, tenant);
    // A tenant comes to be with the first of its members: the trail tells of both in one write.
    const told = (act: AuditAct, subject: string, role: string) => {
      const first = isNew ? [entry('tenant-admitted', `tenant ${tenant}`, { with: subject })] : [];
      isNew = false;
      return [...first, entry(act, subject, { role })];
    };
    for (const { username: id, ...wanted } of people) {
      if ((await members.person(tenant, id)) !== undefined) continue;
      await pool.invite({ username: id, ...wanted });
      const made = { username: id, ...wanted, ...signed };
      mustStand(
        await members.putPerson(tenant, undefined, made, told('user-registered', `user ${id}`, wanted.role)),
        id,
      );
      admitted.push(`user ${id}`);
    }
    for (const { id, ...wanted } of clients) {
      if ((await members.client(tenant, id)) !== undefined) continue;
      const made = { id, ...wanted, name: id, state: 'active', ...signed } as const;
      mustStand(await members.putClient(tenant, undefined, made, told('client-made', `client ${id}`, wanted.role)), id);
      admitted.push(`client ${id}`);
    }
    return { tenant, admitted };
  };

/** Two who let one tenant in at once may both find it unknown: then the trail says twice that it was admitted, and with whom. */
const isUnknown = async (members: Pick<Members, 'people' | 'clients'>, tenant: string): Promise<boolean> => {
  const [people, clients] = await Promise.all([members.people(tenant, 1), members.clients(tenant, 1)]);
  return people.rows.length + clients.rows.length === 0;
};

/** One that came in meanwhile is as good. */
function mustStand(outcome: MemberWrite, id: string): void {
  if (outcome === 'taken') orRefuse(refuse('conflict', `${id} belongs to another tenant`));
}
