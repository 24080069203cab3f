import { type DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { AuditRow } from './audit.ts';
import { expiry } from './expiry.ts';
import { claimWork, dueAt, type Lease, settleWork, type Work } from './leased-rows.ts';
import { wonOrLost } from './lost-condition.ts';
import { partnerResendKey } from './network-keys.ts';

/** Longer than the function may run that has it in hand. */
const LEASE_MS = 180_000;

const stored = v.object({
  tenant: v.string(),
  partner: v.string(),
  /** Who asked for it, from which tenant, and when; ISO 8601. */
  by: v.string(),
  home: v.string(),
  startedAt: v.string(),
  state: v.picklist(['running', 'done']),
  /** Parked deliveries that were looked at, and those of them that are sent again. */
  looked: v.number(),
  resent: v.number(),
  /** Id of the last one looked at. */
  after: v.optional(v.string()),
  endedAt: v.optional(v.string()),
});

/** That all that is parked for a partner is sent again: how far it has come. */
export type PartnerResend = v.InferOutput<typeof stored>;

export type PartnerResends = ReturnType<typeof partnerResends>;

const workOf = (tenant: string, partner: string): Work => ({
  key: partnerResendKey(tenant, partner),
  tenant,
  queue: 'partner',
  message: { tenant, resendTo: partner },
});

/** Rows in the deliveries table, one for each partner: the latest time that all of its were sent again. */
export function partnerResends(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  return {
    get: async (tenant: string, partner: string): Promise<PartnerResend | undefined> => {
      const Key = partnerResendKey(tenant, partner);
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item && v.parse(stored, Item);
    },
    /** Begins one, and says so in the audit trail; `running` when one is under way. */
    begin: (of: Pick<PartnerResend, 'tenant' | 'partner' | 'by' | 'home'>, at: Date, told: AuditRow) => {
      const row = { ...of, startedAt: at.toISOString(), state: 'running', looked: 0, resent: 0, attempts: 0 };
      const work = workOf(of.tenant, of.partner);
      const Put = {
        TableName: table,
        Item: { ...work.key, ...row, ...dueAt(work, at) },
        // Two people may ask at once: one of them begins it.
        ConditionExpression: 'attribute_not_exists(pk) OR #state = :done',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':done': 'done' },
      };
      const write = new TransactWriteCommand({ TransactItems: [{ Put }, told] });
      return wonOrLost(() => db.send(write), 'begun', 'running');
    },
    claim: async (tenant: string, partner: string, at: Date) => {
      const claimed = await claimWork(here, workOf(tenant, partner), at, LEASE_MS);
      return claimed && { resend: v.parse(stored, claimed.row), lease: claimed.lease };
    },
    /** How far it has come; without `next` it is done. */
    settle: (lease: Lease, change: Pick<PartnerResend, 'looked' | 'resent' | 'after'>, at: Date, next?: Date) =>
      settleWork(
        here,
        lease,
        { ...change, ...(next === undefined && { state: 'done', endedAt: at.toISOString(), ...expiry(at) }) },
        next,
      ),
  };
}
