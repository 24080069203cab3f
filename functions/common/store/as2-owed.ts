import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { expiry } from './expiry.ts';
import { claimWork, dueAt, type Lease, settleWork, type Work } from './leased-rows.ts';
import { as2OwedKey } from './network-keys.ts';

/** Longer than the function may run. */
const LEASE_MS = 180_000;

const stored = v.object({
  tenant: v.string(),
  id: v.string(),
  partner: v.string(),
  /** Where its sender wants it, as the message said. */
  url: v.string(),
  headers: v.record(v.string(), v.string()),
  /** Base64. */
  body: v.string(),
  attempts: v.number(),
});
/** A receipt that we owe for a message, to be sent by itself (RFC 4130 §7.3). */
export type OwedReceipt = v.InferOutput<typeof stored>;

export type As2Owed = ReturnType<typeof as2Owed>;

/** Receipts that go by themselves, in the deliveries table: the row is the truth, the queue only wakes. */
export function as2Owed(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  const workOf = (tenant: string, id: string): Work => ({
    key: as2OwedKey(tenant, id),
    tenant,
    queue: 'as2',
    message: { tenant, receipt: id },
  });
  return {
    /** Owes a receipt from now on. Its message may come again because the first receipt was lost: then it is owed again, and says the same. */
    owe: async (owed: Omit<OwedReceipt, 'attempts'>, at: Date): Promise<void> => {
      const work = workOf(owed.tenant, owed.id);
      const Item = { ...work.key, ...owed, attempts: 0, ...dueAt(work, at) };
      await db.send(new PutCommand({ TableName: table, Item }));
    },

    claim: async (tenant: string, id: string, at: Date): Promise<{ owed: OwedReceipt; lease: Lease } | undefined> => {
      const claimed = await claimWork(here, workOf(tenant, id), at, LEASE_MS);
      return claimed && { owed: v.parse(stored, claimed.row), lease: claimed.lease };
    },

    /** @param next when to try again; absent when it is settled */
    settle: (lease: Lease, failure: string | undefined, at: Date, next?: Date) =>
      settleWork(here, lease, { failure, ...(next === undefined && expiry(at)) }, next),
  };
}
