import type { AuditEntry } from '#shared/access/audit-entry.ts';
import { entryOf } from '../entry-of.ts';
import type { Principal } from '../principal.ts';
import type { NewEntry } from '../store/audit.ts';
import type { NewWebhook } from '../store/subscriptions.ts';

type Who = Pick<Principal, 'caller' | 'home'>;

/** What the audit trail says of a subscription that is made: what is told whereto and when, and not the secret it is signed with. */
export function subscribed(who: Who, wanted: NewWebhook): NewEntry {
  const { queryName, subscriptionId, createdAt, dest, initialRecordTime, schedule } = wanted;
  const when =
    schedule === undefined ? { stream: true } : { schedule: Object.fromEntries(Object.entries(schedule.sent)) };
  return of(who, createdAt, 'made', subscriptionId, { queryName, dest, initialRecordTime, ...when });
}

/** And of one that is ended. @param at ISO 8601 in UTC */
export const unsubscribed = (who: Who, at: string, queryName: string, subscriptionId: string): NewEntry =>
  of(who, at, 'removed', subscriptionId, { queryName });

const of = (who: Who, at: string, did: 'made' | 'removed', id: string, detail: NonNullable<AuditEntry['detail']>) =>
  entryOf(who, at, `subscription-${did}`, `subscription ${id}`, { detail });
