import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { nmvsFetchKey } from './keys.ts';
import { claimWork, type Lease, noteWork, settleWork, type Work } from './leased-rows.ts';

/** Longer than the function that fetches may run. */
const LEASE_MS = 150_000;

const storedFetch = v.object({ tenant: v.string(), country: v.string(), place: v.string(), attempts: v.number() });

export interface FetchClaim {
  readonly tenant: string;
  readonly country: string;
  /** Behind which alert it goes on. */
  readonly place: string;
  readonly attempts: number;
  readonly lease: Lease;
}

/** The row by which a country's alerts are fetched again and again. */
export const fetchWork = (tenant: string, country: string): Work => ({
  key: nmvsFetchKey(tenant, country),
  tenant,
  queue: 'nmvs',
  message: { tenant, country },
});

export type NmvsFetches = ReturnType<typeof nmvsFetches>;

/** Fetches of alerts in the deliveries table, one row for each access. */
export function nmvsFetches(db: DynamoDBDocumentClient, table: string) {
  return {
    claim: async (tenant: string, country: string, at: Date): Promise<FetchClaim | undefined> => {
      const claimed = await claimWork({ db, table }, fetchWork(tenant, country), at, LEASE_MS);
      return claimed && { ...v.parse(storedFetch, claimed.row), lease: claimed.lease };
    },
    /** Where it has come to; what was fetched is not fetched again, whatever becomes of the rest. @throws when the lease ran out */
    note: ({ lease }: FetchClaim, place: string) => noteWork({ db, table }, lease, { place }),
    /** `attempts`: 0 after a fetch that succeeded. */
    settle: (
      { lease }: FetchClaim,
      change: { place: string; attempts: number; failure?: string | undefined; fetchedAt?: string },
      next: Date,
    ) => settleWork({ db, table }, lease, change, next),
  };
}
