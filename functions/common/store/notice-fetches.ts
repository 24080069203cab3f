import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { noticeFetchKey } from './keys.ts';
import { claimWork, dueAt, type Lease, noteWork, settleWork, type Work } from './leased-rows.ts';
import { updateExpression } from './update-expression.ts';

/** Longer than the function that fetches may run. */
const LEASE_MS = 150_000;

const stored = v.object({ tenant: v.string(), market: v.string(), place: v.string(), attempts: v.number() });

export interface NoticeFetch {
  readonly tenant: string;
  readonly market: string;
  /** From where on it asks; the market's regime knows what that means. */
  readonly place: string;
  readonly attempts: number;
  readonly lease: Lease;
}

const workOf = (tenant: string, market: string): Work => ({
  key: noticeFetchKey(tenant, market),
  tenant,
  queue: 'notice',
  message: { tenant, market },
});

/**
 * Update that has notices fetched from their beginning, since another access leads elsewhere. Who fetches just now loses his lease, and with it the place that
 * he came to; what is listed again is known.
 */
export function fetchNoticesFrom(tenant: string, market: string, at: Date) {
  const begun = { tenant, market, place: '', attempts: 0, ...dueAt(workOf(tenant, market), at) };
  return { Key: noticeFetchKey(tenant, market), ...updateExpression(begun, ['leasedUntil']) };
}

export type NoticeFetches = ReturnType<typeof noticeFetches>;

/** Fetches of notices in the deliveries table, one row for each access of a market that tells any. */
export function noticeFetches(db: DynamoDBDocumentClient, table: string) {
  return {
    claim: async (tenant: string, market: string, at: Date): Promise<NoticeFetch | undefined> => {
      const claimed = await claimWork({ db, table }, workOf(tenant, market), at, LEASE_MS);
      return claimed && { ...v.parse(stored, claimed.row), lease: claimed.lease };
    },
    /** Where it has come to: all before that has a row. @throws when the lease ran out */
    note: ({ lease }: NoticeFetch, place: string) => noteWork({ db, table }, lease, { place }),
    /** `attempts`: 0 after a fetch that succeeded. */
    settle: ({ lease }: NoticeFetch, change: { attempts: number; failure?: string | undefined }, next: Date) =>
      settleWork({ db, table }, lease, change, next),
  };
}
