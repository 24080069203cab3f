import type { Principal } from '#common/principal.ts';
import { Refused } from '#common/refused.ts';
import type { Members, MemberWrite } from '#common/store/members.ts';
import type { UserPool } from '#common/user-pool.ts';
import type { AuditEntry } from '#shared/access/audit-entry.ts';
import { refuse } from '#shared/refusal.ts';

export interface MemberNeeds {
  readonly members: Members;
  readonly pool: UserPool;
  readonly now: () => Date;
}

/** Who changes something, and when. */
export interface Change {
  readonly at: string;
  readonly by: string;
  readonly home: string;
}

export const changeBy = ({ caller, home }: Pick<Principal, 'caller' | 'home'>, now: Date): Change => ({
  at: now.toISOString(),
  by: caller,
  home,
});

/** The audit entry of a change of a member. */
export const entryOf = (change: Change, act: string, subject: string, detail?: AuditEntry['detail']) => ({
  ...change,
  act,
  subject,
  ...(detail && { detail }),
});

/** Throws Refused unless the write was done. */
export function mustBeWritten(outcome: MemberWrite, what: string): void {
  if (outcome === 'written') return;
  if (outcome === 'taken')
    throw new Refused(refuse('conflict', `${what} belongs to another tenant`, { remedy: 'choose another name' }));
  if (outcome === 'changed-meanwhile')
    throw new Refused(
      refuse('busy', `${what} was changed by somebody else meanwhile`, { remedy: 'read it again, then send it again' }),
    );
  throw new Refused(
    refuse('conflict', `${what} is the last administrator of the tenant`, {
      rule: 'a tenant keeps one active administrator at least',
      remedy: 'make somebody else an administrator first',
    }),
  );
}

export const noSuch = (what: string, list: string) =>
  new Refused(refuse('not-found', `there is no ${what}`, { remedy: `GET ${list} lists those there are` }));
