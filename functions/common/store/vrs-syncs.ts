import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { vrsSyncKey } from './keys.ts';
import { claimWork, dueAt, type Lease, settleWork, type Work } from './leased-rows.ts';
import { updateExpression } from './update-expression.ts';

/** Longer than the function that fetches may run. */
const LEASE_MS = 150_000;

const stored = v.object({ url: v.string(), place: v.string(), attempts: v.number() });

export interface SyncClaim {
  readonly tenant: string;
  readonly url: string;
  /** Behind which change it goes on. */
  readonly place: string;
  readonly attempts: number;
  readonly lease: Lease;
}

const syncWork = (tenant: string): Work => ({
  key: vrsSyncKey(tenant),
  tenant,
  queue: 'vrs',
  message: { tenant, directory: true },
});

/** Update that has a directory fetched from its beginning, or no more. Entries tell their version, so what comes twice changes nothing. */
export function syncFrom(tenant: string, url: string | undefined, at: Date) {
  const Key = vrsSyncKey(tenant);
  if (url === undefined) return { Key, ...updateExpression({ attempts: 0 }, ['notBefore', 'duePk', 'dueAt', 'wake']) };
  return { Key, ...updateExpression({ tenant, url, place: '', attempts: 0, ...dueAt(syncWork(tenant), at) }) };
}

export type VrsSyncs = ReturnType<typeof vrsSyncs>;

/** Fetches of a directory in the deliveries table, one row for each tenant that has one. */
export function vrsSyncs(db: DynamoDBDocumentClient, table: string) {
  return {
    claim: async (tenant: string, at: Date): Promise<SyncClaim | undefined> => {
      const claimed = await claimWork({ db, table }, syncWork(tenant), at, LEASE_MS);
      return claimed && { tenant, ...v.parse(stored, claimed.row), lease: claimed.lease };
    },
    /** `attempts`: 0 after a fetch that succeeded. */
    settle: (
      { lease }: SyncClaim,
      change: { place: string; attempts: number; failure?: string | undefined; fetchedAt?: string },
      next: Date,
    ) => settleWork({ db, table }, lease, change, next),
  };
}
