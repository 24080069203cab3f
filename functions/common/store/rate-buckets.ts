import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { rateKey } from './keys.ts';

/** A token bucket: so many calls a second in the long run, and so many at once when it is full. */
export interface Rate {
  readonly rate: number;
  readonly burst: number;
}

/** What a bucket gave: calls, and how many are left in it; or nothing, and when there will be one (milliseconds since 1970). */
export type Lease = { readonly granted: number; readonly left: number } | { readonly granted: 0; readonly at: number };

export type RateBuckets = ReturnType<typeof rateBuckets>;

/** Writes that meet another one between reading and writing try so often. */
const TRIES = 4;
/** The row is of no use once the bucket is full again; the table drops it some time after. */
const KEEP_SECONDS = 3600;
/** A bucket that cannot be asked must not hold a call up. */
const WITHIN_MS = 1000;

const stored = v.object({ tat: v.object({ N: v.pipe(v.string(), v.transform(Number)) }) });

/**
 * Token buckets shared by all functions, one row each. The row holds one number: the time at which the bucket will be full again (the "theoretical arrival
 * time" of the generic cell rate algorithm, ITU-T I.371 annex A, in microseconds since 1970), so that taking is one conditional write, and time itself refills.
 */
export function rateBuckets(db: DynamoDBDocumentClient, table: string) {
  const move = async (Key: object, names: string, condition: string, values: Record<string, number>) => {
    const command = new UpdateCommand({
      TableName: table,
      Key: { ...Key },
      UpdateExpression: `SET tat = ${names}, #ttl = :ttl`,
      ConditionExpression: condition,
      ExpressionAttributeNames: { '#ttl': 'ttl' },
      ExpressionAttributeValues: values,
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      await db.send(command, { abortSignal: AbortSignal.timeout(WITHIN_MS) });
      return 'moved';
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return tatIn(error);
      throw error;
    }
  };
  return {
    /**
     * Takes up to `wanted` calls, one at least, from a bucket of the tenant. Rejects when the table does not answer.
     *
     * @param busyUntil when the bucket will be full as far as the caller knows, which spares a write that would be lost; microseconds
     */
    lease: async (
      tenant: string,
      of: string,
      { rate, burst }: Rate,
      { wanted, now, busyUntil = 0 }: { wanted: number; now: number; busyUntil?: number },
    ): Promise<Lease & { busyUntil: number }> => {
      const key = rateKey(tenant, of);
      const each = Math.max(1, Math.round(1e6 / rate));
      const [present, room] = [now * 1000, burst * each];
      const ttl = Math.ceil(now / 1000 + burst / rate) + KEEP_SECONDS;
      let [tat, ask] = [busyUntil, Math.max(1, Math.min(wanted, burst))];
      for (let attempt = 0; attempt < TRIES; attempt++) {
        const free = Math.floor((present + room - Math.max(tat, present)) / each);
        if (free < 1) return { granted: 0, at: Math.ceil((tat + each - room) / 1000), busyUntil: tat };
        ask = Math.min(ask, free);
        const cost = ask * each;
        // Functions take at once: each takes from what the row says then, or hears what it says.
        const found =
          tat < present
            ? await move(key, ':full', 'attribute_not_exists(pk) OR tat < :present', {
                ':full': present + cost,
                ':present': present,
                ':ttl': ttl,
              })
            : await move(key, 'tat + :cost', 'tat BETWEEN :present AND :latest', {
                ':cost': cost,
                ':present': present,
                ':latest': present + room - cost,
                ':ttl': ttl,
              });
        if (found !== 'moved') {
          tat = found;
          continue;
        }
        tat = Math.max(tat, present) + cost;
        return { granted: ask, left: Math.max(0, Math.floor((present + room - tat) / each)), busyUntil: tat };
      }
      // Only who finds less than he asks for loses so often: others empty the bucket. It must not open for that.
      return { granted: 0, at: Math.ceil((present + each) / 1000), busyUntil: tat };
    },
  };
}

/** What the row said when the condition was lost; a row that is gone has a full bucket. */
function tatIn({ Item }: ConditionalCheckFailedException): number {
  const read = v.safeParse(stored, Item);
  return read.success ? read.output.tat.N : 0;
}
