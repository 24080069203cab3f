import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { claimWork, dueAt, type Lease, settleWork, type Work } from './leased-rows.ts';
import { wonOrLost } from './lost-condition.ts';
import { fetchKey } from './network-keys.ts';
import { updateExpression } from './update-expression.ts';

/** Longer than the function that fetches may run. */
const LEASE_MS = 180_000;

/** A file that was there at a look, and is not yet taken. */
const seenFile = v.object({
  size: v.number(),
  /** By the server's clock, in seconds since 1970. */
  mtime: v.number(),
  /** When it was first seen like this, or when it may be tried again: ISO 8601. */
  at: v.string(),
});
export type SeenFile = v.InferOutput<typeof seenFile>;

const stored = v.object({
  tenant: v.string(),
  partner: v.string(),
  attempts: v.number(),
  /** Which settings of the partner it was begun with. */
  reached: v.string(),
  /** By name. */
  seen: v.optional(v.record(v.string(), seenFile), {}),
  failure: v.optional(v.string()),
  failingSince: v.optional(v.string()),
});

/** Looks at a partner's server, one row for each partner that is asked for files. */
export type Fetch = v.InferOutput<typeof stored>;
export type FetchClaim = Fetch & { readonly lease: Lease };

/** How a look ended. */
export interface Looked {
  /** Looks that failed since one went well, this one included. */
  readonly attempts: number;
  readonly seen: Readonly<Record<string, SeenFile>>;
  readonly failure: string | undefined;
  readonly failingSince: string | undefined;
}

export type Fetches = ReturnType<typeof fetches>;

const workOf = (tenant: string, partner: string): Work => ({
  key: fetchKey(tenant, partner),
  tenant,
  queue: 'sftp-fetch',
  message: { tenant, partner },
});

const kept = v.object({ partner: v.string(), reached: v.string(), notBefore: v.optional(v.string()) });

/** Fetches of partners' files, in the deliveries table. */
export function fetches(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  return {
    /** Of each of a tenant's partners with a row, the settings it goes by; without those whose fetches ended. */
    running: async (tenant: string): Promise<ReadonlyMap<string, string>> => {
      const running = new Map<string, string>();
      for (let from: Record<string, unknown> | undefined; ; ) {
        const query = new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': fetchKey(tenant, '').pk },
          ProjectionExpression: 'partner, reached, notBefore',
          ConsistentRead: true,
          ...(from && { ExclusiveStartKey: from }),
        });
        const { Items = [], LastEvaluatedKey } = await db.send(query);
        for (const item of Items) {
          const { partner, reached, notBefore } = v.parse(kept, item);
          if (notBefore !== undefined) running.set(partner, reached);
        }
        if (LastEvaluatedKey === undefined) return running;
        from = LastEvaluatedKey;
      }
    },

    /** Begins to fetch, or begins anew since the settings are others; `running` when that is being done. */
    begin: (tenant: string, partner: string, reached: string, at: Date) => {
      const begun = { tenant, partner, reached, attempts: 0, ...dueAt(workOf(tenant, partner), at) };
      // Who fetches just now, by other settings, loses the lease and with it what it would note.
      const change = updateExpression(begun, ['leasedUntil', 'seen', 'failure', 'failingSince']);
      const update = new UpdateCommand({
        TableName: table,
        Key: fetchKey(tenant, partner),
        ...change,
        // Two sweeps may begin it at once: the second would take the lease of a look that the first has had begun.
        ConditionExpression: 'attribute_not_exists(pk) OR attribute_not_exists(notBefore) OR reached <> :reached',
      });
      return wonOrLost(() => db.send(update), 'begun', 'running');
    },

    claim: async (tenant: string, partner: string, at: Date): Promise<FetchClaim | undefined> => {
      const claimed = await claimWork(here, workOf(tenant, partner), at, LEASE_MS);
      return claimed && { ...v.parse(stored, claimed.row), lease: claimed.lease };
    },
    /** Ends a look, until the next. */
    settle: ({ lease }: FetchClaim, { attempts, seen, failure, failingSince }: Looked, next: Date) =>
      settleWork(here, lease, { attempts, seen, failure, failingSince }, next),
    /** Ends the fetches of a partner that is not asked for files any more. */
    end: ({ lease }: FetchClaim) =>
      settleWork(here, lease, { attempts: 0, seen: undefined, failure: undefined, failingSince: undefined }),
  };
}
