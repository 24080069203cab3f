import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { AuditEntry } from '#shared/access/audit-entry.ts';
import { stemsOf } from '#shared/gs1/company-prefix.ts';
import { type TenantProfile, tenantProfile } from '#shared/messages/registry-api.ts';
import { auditPut } from './audit.ts';
import { type Holding, holdings, type PrefixChange, prefixWrites } from './company-prefixes.ts';
import { networkTenantKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';

/** Rows of prefixes that one change may write: a transaction has 100 (DynamoDB, TransactWriteItems), two are the profile's and the audit trail's. */
export const MOST_PREFIX_ROWS = 98;

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

/**
 * What a tenant with this profile holds among all tenants: its company prefixes and its GLN. A GLN under one of them nobody else can have anyway; any other is
 * held like a prefix of 13 digits, and so is nobody's whose prefix it is under, and excludes a prefix around it. The party is the GLN's (`wantedProfile`).
 */
export const claimsOf = ({ gln, companyPrefixes }: Pick<TenantProfile, 'gln' | 'companyPrefixes'>): string[] =>
  companyPrefixes.some((prefix) => gln.startsWith(prefix)) ? [...companyPrefixes] : [...companyPrefixes, gln];

/** What tenants say of themselves, in the registry table, as they change it. Everybody else reads it through `registry.ts`. */
export function tenants(db: DynamoDBDocumentClient, table: string) {
  return {
    /** @param wanted what the tenant wants to hold ({@link claimsOf}) */
    read: async (tenant: string, wanted: readonly string[]): Promise<TenantRead> => {
      const Key = networkTenantKey(tenant);
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      const profile = Item && v.parse(tenantProfile, Item);
      const prefixes = [...wanted, ...wanted.flatMap(stemsOf), ...(profile ? claimsOf(profile) : [])];
      return { profile, holdings: await holdings({ db, table }, prefixes) };
    },
    /**
     * Stores a profile, the prefixes it takes and gives up, and the audit entry, all or nothing.
     * `overtaken`: the tenant, or somebody with one of the prefixes, was faster, or the same was stored a moment ago.
     * A change of more than {@link MOST_PREFIX_ROWS} rows of prefixes is a fault of the caller's.
     */
    commit: (change: TenantChange): Promise<'stored' | 'overtaken'> => {
      const { tenant, prefixes, audit } = change;
      const TransactItems = [
        profilePut(table, change),
        ...prefixWrites(table, tenant, prefixes),
        auditPut(table, tenant, audit),
      ];
      return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'stored', 'overtaken');
    },
  };
}

/** Of two changes of one tenant at once, the second is decided again: which prefixes and which GLN it takes and gives up depends on what it finds. */
function profilePut(table: string, { tenant, profile, seen }: TenantChange) {
  const unread =
    seen.profile === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'companyPrefixes = :seen AND gln = :gln',
          ExpressionAttributeValues: { ':seen': seen.profile.companyPrefixes, ':gln': seen.profile.gln },
        };
  return { Put: { TableName: table, Item: { ...networkTenantKey(tenant), ...profile }, ...unread } };
}
