import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { Step } from '#shared/master-data/change-version.ts';
import {
  type ClosedVersion,
  closedVersion,
  type MasterHead,
  type MasterKind,
  masterHead,
} from '#shared/master-data/version.ts';
import { auditPut, type NewEntry } from './audit.ts';
import { getRows } from './batches.ts';
import { useOfPrefixes } from './company-prefixes.ts';
import { networkProductKey, registryKey, versionKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';
import { partitionPage } from './partition-page.ts';
import { keyNamed, keyNamedBy } from './ssh-key-named.ts';

/** Grows with every write of the row; what is stored is stored over what was read, or not at all. */
const storedHead = v.object({ sk: v.string(), ...masterHead.entries, writes: v.number() });
const storedVersion = v.object({ sk: v.string(), ...closedVersion.entries });
const storedOwner = v.object({ tenant: v.string(), product: v.optional(v.string()) });

/** A head as it was read. */
export interface Read {
  readonly id: string;
  readonly head: MasterHead;
  readonly writes: number;
}

export interface Owner {
  readonly tenant: string;
  /** The product (GTIN of the item) to whose packaging the GTIN belongs; absent where it is the product's own. */
  readonly product?: string | undefined;
}

export type MasterData = ReturnType<typeof masterData>;

/** Products, locations and partners in versions, in the registry table. */
export function masterData(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  return {
    get: async (tenant: string, kind: MasterKind, id: string): Promise<Read | undefined> => {
      const Key = registryKey(tenant, kind, id);
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item && readOf(Item);
    },
    /** Those of the ids that there are, by id. */
    getAll: async (tenant: string, kind: MasterKind, ids: readonly string[]): Promise<Map<string, Read>> => {
      const rows = await getRows(
        db,
        table,
        [...new Set(ids)].map((id) => registryKey(tenant, kind, id)),
      );
      return new Map(rows.map(readOf).map((one) => [one.id, one]));
    },
    /** All of a kind by id, at most `limit`; `next` is given as `after` for the page that follows. */
    list: async (tenant: string, kind: MasterKind, limit: number, after?: string) => {
      const { rows, next } = await partitionPage(here, registryKey(tenant, kind, '').pk, {
        limit,
        ascending: true,
        after,
      });
      return { found: rows.map(readOf), ...(next !== undefined && { next }) };
    },
    version: async (tenant: string, kind: MasterKind, id: string, version: number) => {
      const Key = versionKey(tenant, kind, id, version);
      const { Item } = await db.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item && v.parse(closedVersion, Item);
    },
    /** Versions that were decided about, the latest first. */
    versions: async (tenant: string, kind: MasterKind, id: string, limit: number, before?: string) => {
      const { rows, next } = await partitionPage(here, versionKey(tenant, kind, id, 0).pk, { limit, after: before });
      return {
        found: rows.map((row): ClosedVersion => v.parse(storedVersion, row)),
        ...(next !== undefined && { next }),
      };
    },
    /** Whose GTINs these are, those that somebody has. */
    owners: async (gtins: readonly string[]): Promise<Map<string, Owner>> => {
      const rows = await getRows(db, table, [...new Set(gtins)].map(networkProductKey));
      return new Map(
        rows.map((row) => [
          v.parse(v.string(), row['pk']).slice(networkProductKey('').pk.length),
          v.parse(storedOwner, row),
        ]),
      );
    },
    /** Stores a step with its audit entry, over what was read. `overtaken`: somebody changed it meanwhile, owns one of the GTINs or the prefix, or ended the key it names. */
    commit: async (change: Change): Promise<'stored' | 'overtaken'> => {
      const { tenant, prefix, claims = [], audit } = change;
      const made = prefix !== undefined && { prefix, gtins: claims };
      const use = made ? await useOfPrefixes(here, tenant, made, audit.at) : [];
      if (use === 'not-held') return 'overtaken';
      const TransactItems = [...rowsOf(table, change), ...use];
      return wonOrLost(() => db.send(new TransactWriteCommand({ TransactItems })), 'stored', 'overtaken');
    },
  };
}

/** One step of one product, location or partner. */
export interface Change {
  readonly tenant: string;
  readonly kind: MasterKind;
  readonly id: string;
  /** What the step was decided on; undefined when there was nothing. */
  readonly read: Pick<Read, 'writes'> | undefined;
  readonly step: Step;
  /** GTINs that the tenant takes with the step: of a product and its packaging, when it is approved. */
  readonly claims?: readonly string[];
  /** The company prefix of the product: the tenant must hold it and those of all claims, and cannot give them up any more. */
  readonly prefix?: string | undefined;
  readonly audit: NewEntry;
}

function rowsOf(table: string, { tenant, kind, id, read, step, claims = [], audit }: Change) {
  const Item = { ...registryKey(tenant, kind, id), ...step.head, writes: (read?.writes ?? 0) + 1 };
  // Two people may change one thing at once, each by what he read: the second looks again.
  const unread =
    read === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'writes = :seen', ExpressionAttributeValues: { ':seen': read.writes } };
  const closed = step.closed && {
    Put: { TableName: table, Item: { ...versionKey(tenant, kind, id, step.version), ...step.closed } },
  };
  return [
    { Put: { TableName: table, Item, ...unread } },
    ...(closed ? [closed] : []),
    ...claims.map((gtin) => claim(table, tenant, id, gtin)),
    ...keyNamed(table, tenant, keyNamedBy(kind, step)),
    auditPut(table, tenant, audit),
  ];
}

/** Two tenants may claim one GTIN, or one tenant for two products: the first has it for good, GTINs are not used again (GS1 GS §4.2.6). */
function claim(table: string, tenant: string, product: string, gtin: string) {
  const own = gtin === product;
  return {
    Put: {
      TableName: table,
      Item: { ...networkProductKey(gtin), tenant, ...(!own && { product }) },
      ConditionExpression: own
        ? 'attribute_not_exists(pk) OR (tenant = :tenant AND attribute_not_exists(product))'
        : 'attribute_not_exists(pk) OR (tenant = :tenant AND product = :product)',
      ExpressionAttributeValues: { ':tenant': tenant, ...(!own && { ':product': product }) },
    },
  };
}

function readOf(item: Record<string, unknown>): Read {
  const { sk, writes, ...head } = v.parse(storedHead, item);
  return { id: sk, head, writes };
}
