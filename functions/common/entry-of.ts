import type { AuditAct } from '#shared/access/audit-acts.ts';
import type { AuditEntry } from '#shared/access/audit-entry.ts';
import type { Principal } from './principal.ts';
import type { NewEntry } from './store/audit.ts';

/**
 * What the audit trail says of something that was done: by whom, from which tenant, when, what and to what.
 *
 * @param at ISO 8601 in UTC with milliseconds; of something signed, the time of the signature
 * @param act noun and past participle: `lot-released`
 * @param subject an id with its kind before it: `lot 04150000000013 A1`
 */
export const entryOf = (
  { caller, home }: Pick<Principal, 'caller' | 'home'>,
  at: string,
  act: AuditAct,
  subject: string,
  more: Pick<AuditEntry, 'detail' | 'signature'> = {},
): NewEntry => ({ at, by: caller, home, act, subject, ...more });
