import { membersAtMost, USUAL_MEMBERS } from '#common/members-at-most.ts';
import { Refused } from '#common/refused.ts';
import type { Members, MemberWrite } from '#common/store/members.ts';
import type { TenantLimits } from '#common/store/tenant-limits.ts';
import type { UserPool } from '#common/user-pool.ts';
import { type Expected, overtaken } from '#shared/expected.ts';
import { refuse } from '#shared/refusal.ts';

export interface MemberNeeds {
  readonly members: Members;
  readonly pool: UserPool;
  /** What the tenant may have, where that is not as for all. */
  readonly limits: { of(tenant: string): Promise<TenantLimits> };
  readonly now: () => Date;
}

/** How many a tenant may have. @throws Refused `conflict` when it has them: before anybody is invited, or a secret is made */
export async function roomFor({ members, limits }: MemberNeeds, tenant: string, kind: keyof typeof USUAL_MEMBERS) {
  const most = membersAtMost(await limits.of(tenant), kind);
  if ((await members.count(tenant, kind)) >= most) throw full(kind, most);
  return most;
}

const full = (kind: keyof typeof USUAL_MEMBERS, most?: number) => {
  const [what, path] = kind === 'person' ? ['people', '/api/users'] : ['machine clients', '/api/clients'];
  return new Refused(
    refuse('conflict', `the tenant has as many ${what} as it may${most === undefined ? '' : `: ${most}`}`, {
      rule: `Seriate: ${USUAL_MEMBERS.person} people and ${USUAL_MEMBERS.client} machine clients for a tenant, unless it is let have more`,
      remedy: `remove those that are not needed: GET ${path} lists them; whoever runs the installation can allow more`,
    }),
  );
};

/** Throws Refused unless the write was done. @param expected what its writer takes to be there; sent again under that it would be refused again */
export function mustBeWritten(outcome: MemberWrite, what: string, expected?: Expected): void {
  if (outcome === 'written') return;
  if (outcome === 'taken')
    throw new Refused(refuse('conflict', `${what} belongs to another tenant`, { remedy: 'choose another name' }));
  if (outcome === 'changed-meanwhile' && expected !== undefined) throw new Refused(overtaken(expected, what));
  if (outcome === 'changed-meanwhile')
    throw new Refused(
      refuse('busy', `${what} was changed by somebody else meanwhile`, { remedy: 'read it again, then send it again' }),
    );
  if (outcome === 'too-many') throw full(what.startsWith('user ') ? 'person' : 'client');
  throw new Refused(
    refuse('conflict', `${what} is the last administrator of the tenant`, {
      rule: 'a tenant keeps one active administrator at least',
      remedy: 'make somebody else an administrator first',
    }),
  );
}

export const noSuch = (what: string, list: string) =>
  new Refused(refuse('not-found', `there is no ${what}`, { remedy: `GET ${list} lists those there are` }));
