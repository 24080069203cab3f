import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { AuditEntry } from '#shared/access/audit-entry.ts';
import { stemsOf } from '#shared/gs1/company-prefix.ts';
import { type TenantProfile, tenantProfile } from '#shared/messages/registry-api.ts';
import { refuse } from '#shared/refusal.ts';
import { Refused } from '../refused.ts';
import { auditPut } from './audit.ts';
import { type Holding, holdings, type PrefixChange, prefixWrites } from './company-prefixes.ts';
import { networkTenantKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';

/** Writes of a transaction (DynamoDB, TransactWriteItems). */
const MOST_WRITES = 100;

/** A tenant as it was read, with what is known of the prefixes that it has or wants. */
export interface TenantRead {
  readonly profile: TenantProfile | undefined;
  readonly holdings: ReadonlyMap<string, Holding>;
}

interface TenantChange {
  readonly tenant: string;
  readonly profile: TenantProfile;
  /** What the change was decided on. */
  readonly seen: TenantRead;
  readonly prefixes: PrefixChange;
  readonly audit: Omit<AuditEntry, 'id'>;
}

export type Tenants = ReturnType<typeof tenants>;

/** What tenants say of themselves, in the registry table, as they change it. Everybody else reads it through `registry.ts`. */
export function tenants(db: DynamoDBDocumentClient, table: string) {
  return {
    /** @param wanted company prefixes that the tenant wants to have */
    read: async (tenant: string, wanted: readonly string[]): Promise<TenantRead> => {
      const Key = networkTenantKey(tenant);
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      const profile = Item && v.parse(tenantProfile, Item);
      const prefixes = [...wanted, ...wanted.flatMap(stemsOf), ...(profile?.companyPrefixes ?? [])];
      return { profile, holdings: await holdings({ db, table }, prefixes) };
    },
    /**
     * Stores a profile, the prefixes it takes and gives up, and the audit entry, all or nothing.
     * `overtaken`: the tenant, or somebody with one of the prefixes, was faster, or the same was stored a moment ago.
     *
     * @throws Refused when it touches more rows than a transaction has
     */
    commit: (change: TenantChange): Promise<'stored' | 'overtaken'> => {
      const { tenant, prefixes, audit } = change;
      const TransactItems = [
        profilePut(table, change),
        ...prefixWrites(table, tenant, prefixes),
        auditPut(table, tenant, audit),
      ];
      if (TransactItems.length > MOST_WRITES) throw new Refused(tooMany);
      return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'stored', 'overtaken');
    },
  };
}

/** Of two changes of one tenant at once, the second is decided again: which prefixes it takes and gives up depends on what it finds. */
function profilePut(table: string, { tenant, profile, seen }: TenantChange) {
  const unread =
    seen.profile === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'companyPrefixes = :seen',
          ExpressionAttributeValues: { ':seen': seen.profile.companyPrefixes },
        };
  return { Put: { TableName: table, Item: { ...networkTenantKey(tenant), ...profile }, ...unread } };
}

const tooMany = refuse('too-large', `more company prefixes change at once than ${MOST_WRITES} rows hold`, {
  at: '/companyPrefixes',
  remedy: 'add or leave out ten at a time, each time with all that shall stay',
});
