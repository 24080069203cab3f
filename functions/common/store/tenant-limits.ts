import {
  type DynamoDBDocumentClient,
  GetCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { tenantLimitsKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';

type Also = NonNullable<TransactWriteCommandInput['TransactItems']>;

const positive = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000));

/** What whoever runs the installation lets a tenant have; what is absent is as for all. */
export const tenantLimits = v.object({
  /** Calls a second in the long run, and at once, of all callers of the tenant. */
  rate: v.optional(positive),
  burst: v.optional(positive),
  /** The same of each of them; half of the tenant's when absent. */
  clientRate: v.optional(positive),
  clientBurst: v.optional(positive),
  /** Machine clients and people at most. */
  clients: v.optional(positive),
  people: v.optional(positive),
});
export type TenantLimits = v.InferOutput<typeof tenantLimits>;

export type LimitsOfTenants = ReturnType<typeof limitsOfTenants>;

/** Limits by tenant, in the table of rates: no tenant writes its own. */
export function limitsOfTenants(db: DynamoDBDocumentClient, table: string) {
  return {
    of: async (tenant: string): Promise<TenantLimits> => {
      const { Item } = await db.send(new GetCommand({ TableName: table, Key: tenantLimitsKey(tenant) }), {
        abortSignal: AbortSignal.timeout(1000),
      });
      return v.parse(tenantLimits, Item ?? {});
    },
    /**
     * Sets those that are named, with the row of the audit trail or not at all. Of two at once the later one stands.
     *
     * @param also writes that stand or fall with it
     */
    set: async (tenant: string, limits: TenantLimits, also: Also = []): Promise<void> => {
      const named = Object.entries(limits).filter(([, value]) => value !== undefined);
      if (named.length === 0) return;
      const Update = {
        TableName: table,
        Key: tenantLimitsKey(tenant),
        UpdateExpression: `SET ${named.map((_, i) => `#n${i} = :v${i}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(named.map(([name], i) => [`#n${i}`, name])),
        ExpressionAttributeValues: Object.fromEntries(named.map(([, value], i) => [`:v${i}`, value])),
      };
      // Lost only to the same said within one millisecond, which is as good.
      await wonOrLost(
        () => db.send(new TransactWriteCommand({ TransactItems: [{ Update }, ...also] })),
        'set',
        'set already',
      );
    },
  };
}
