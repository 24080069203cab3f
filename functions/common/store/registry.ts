import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { GetCommand, PutCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import type { Permission } from '#shared/access/permissions.ts';
import {
  grant,
  type Partner,
  type Product,
  partner,
  product,
  type TenantProfile,
  tenantProfile,
} from '#shared/messages/registry-api.ts';
import { networkProductKey, networkTenantKey, registryKey } from './keys.ts';
import { wonOrLost } from './lost-condition.ts';

export interface Tenant extends TenantProfile {
  readonly tenant: string;
}

const stored = v.looseObject({ sk: v.string() });
const storedGrant = v.object({ ...grant.entries, by: v.string(), at: v.string() });
const storedOwner = v.object({ tenant: v.string() });

export type Registry = ReturnType<typeof registry>;

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
}

/** The registry table: what people edit. Lots and orders of the same table live in `lots.ts`. */
export function registry(db: DynamoDBDocumentClient, table: string) {
  const here = { db, table };
  return { ...tenants(here), ...products(here), ...partners(here), ...grants(here) };
}

const tenants = (here: Here) => ({
  tenant: async (tenant: string): Promise<Tenant | undefined> => {
    const item = await get(here, networkTenantKey(tenant));
    return item && { tenant, ...v.parse(tenantProfile, item) };
  },
  tenants: async (): Promise<Tenant[]> =>
    (await list(here, networkTenantKey('').pk)).map((item) => ({
      tenant: idOf(item),
      ...v.parse(tenantProfile, item),
    })),
  putTenant: (tenant: string, profile: TenantProfile) => put(here, { ...networkTenantKey(tenant), ...profile }),
});

const products = (here: Here) => ({
  product: async (tenant: string, gtin: string): Promise<Product | undefined> => {
    const item = await get(here, registryKey(tenant, 'product', gtin));
    return item && { gtin, ...v.parse(product, item) };
  },
  products: async (tenant: string): Promise<Product[]> =>
    (await list(here, registryKey(tenant, 'product', '').pk)).map((item) => ({
      gtin: idOf(item),
      ...v.parse(product, item),
    })),
  /** Stores a product and lists its GTIN in the network; `taken` when another tenant already owns the GTIN. */
  putProduct: (tenant: string, { gtin, ...item }: Product) =>
    wonOrLost(
      () => here.db.send(new TransactWriteCommand({ TransactItems: productRows(here.table, tenant, gtin, item) })),
      'stored',
      'taken',
    ),
  ownerOfGtin: async (gtin: string): Promise<string | undefined> => {
    const item = await get(here, networkProductKey(gtin));
    return item && v.parse(storedOwner, item).tenant;
  },
});

const partners = (here: Here) => ({
  partners: async (tenant: string): Promise<Partner[]> =>
    (await list(here, registryKey(tenant, 'partner', '').pk)).map((item) => ({
      partner: idOf(item),
      ...v.parse(partner, item),
    })),
  putPartner: (tenant: string, { partner: id, ...item }: Partner) =>
    put(here, { ...registryKey(tenant, 'partner', id), ...item }),
});

const grants = (here: Here) => ({
  granted: async (owner: string, grantee: string, permission: Permission): Promise<boolean> => {
    const item = await get(here, registryKey(owner, 'grant', grantee));
    return item !== undefined && v.parse(storedGrant, item).permissions.includes(permission);
  },
  grants: async (owner: string) =>
    (await list(here, registryKey(owner, 'grant', '').pk)).map((item) => ({
      grantee: idOf(item),
      ...v.parse(storedGrant, item),
    })),
  /** `by` and `at` keep who gave it and when. */
  putGrant: (owner: string, grantee: string, item: v.InferOutput<typeof storedGrant>) =>
    put(here, { ...registryKey(owner, 'grant', grantee), ...item }),
});

const idOf = (item: Record<string, unknown>) => v.parse(stored, item).sk;

async function get({ db, table }: Here, Key: { pk: string; sk: string }) {
  return (await db.send(new GetCommand({ TableName: table, Key }))).Item;
}

async function put({ db, table }: Here, Item: Record<string, unknown>): Promise<void> {
  await db.send(new PutCommand({ TableName: table, Item }));
}

async function list({ db, table }: Here, pk: string): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let from: Record<string, unknown> | undefined;
  do {
    const page = await db.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ...(from && { ExclusiveStartKey: from }),
      }),
    );
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return items;
}

function productRows(table: string, tenant: string, gtin: string, item: Omit<Product, 'gtin'>) {
  return [
    { Put: { TableName: table, Item: { ...registryKey(tenant, 'product', gtin), ...item } } },
    {
      Put: {
        TableName: table,
        Item: { ...networkProductKey(gtin), tenant },
        ConditionExpression: 'attribute_not_exists(pk) OR tenant = :tenant', // two tenants may claim one GTIN: the first owns it
        ExpressionAttributeValues: { ':tenant': tenant },
      },
    },
  ];
}
