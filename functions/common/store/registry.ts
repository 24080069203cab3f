import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as v from 'valibot';
import { type Location, location } from '#shared/master-data/location.ts';
import { type Partner, partner } from '#shared/master-data/partner.ts';
import { type Product, product } from '#shared/master-data/product.ts';
import { closedVersion, type Effective, inForce, type MasterKind, masterHead } from '#shared/master-data/version.ts';
import { type TenantProfile, tenantProfile } from '#shared/messages/registry-api.ts';
import { getRows, inLanes, type Key } from './batches.ts';
import { grants } from './grants.ts';
import { networkProductKey, networkTenantKey, registryKey, versionKey } from './keys.ts';

export interface Tenant extends TenantProfile {
  readonly tenant: string;
}

const stored = v.looseObject({ sk: v.string() });
const storedOwner = v.object({ tenant: v.string() });

export type Registry = ReturnType<typeof registry>;

interface Here {
  readonly db: DynamoDBDocumentClient;
  readonly table: string;
  /** ISO 8601, UTC. */
  readonly now: () => string;
}

/**
 * The registry table as everybody reads it: tenants, and the master data in force. Who changes master data goes through `master-data.ts`, who changes a
 * tenant through `tenants.ts`; lots and orders live in `lots.ts`.
 */
export function registry(db: DynamoDBDocumentClient, table: string, clock: () => Date = () => new Date()) {
  const here = { db, table, now: () => clock().toISOString() };
  const given = grants(db, table);
  return {
    ...tenants(here),
    ...products(here),
    ...places(here),
    ...partners(here),
    granted: given.granted,
    /** Whom the tenant lets act on its data: the first 1,000 of them. */
    grants: async (owner: string) => (await given.list(owner, 1000)).grants,
  };
}

const tenants = (here: Here) => ({
  tenant: async (tenant: string): Promise<Tenant | undefined> => {
    const item = await get(here, networkTenantKey(tenant));
    return item && tenantOf(tenant, item);
  },
  tenants: async (): Promise<Tenant[]> =>
    (await list(here, networkTenantKey('').pk)).map((item) => tenantOf(idOf(item), item)),
});

const products = (here: Here) => ({
  /** The version in force, now or at a time. */
  product: async (tenant: string, gtin: string, at?: string): Promise<Product | undefined> =>
    productOf(gtin, await standing(here, tenant, 'product', gtin, at)),
  /** A version that was approved, whether it still is in force or not: what a lot was ordered with. */
  productVersion: (tenant: string, gtin: string, version: number) => approvedVersion(here, tenant, gtin, version),
  /** Products that are in force. */
  products: async (tenant: string): Promise<Product[]> =>
    (await list(here, registryKey(tenant, 'product', '').pk)).flatMap(
      (item) => productOf(idOf(item), inForceIn(item, here.now())) ?? [],
    ),
  /** Products that are in force, and all others as they were approved last: goods of theirs may be on the way. */
  productsEver: async (tenant: string): Promise<Product[]> => {
    const items = await list(here, registryKey(tenant, 'product', '').pk);
    const products = await inLanes(items, async (item) => {
      const [gtin, standing] = [idOf(item), inForceIn(item, here.now())];
      return productOf(gtin, standing) ?? (await lastApproved(here, tenant, gtin, v.parse(masterHead, item).latest));
    });
    return products.filter((product) => product !== undefined);
  },
  ownerOfGtin: async (gtin: string): Promise<string | undefined> => {
    const item = await get(here, networkProductKey(gtin));
    return item && v.parse(storedOwner, item).tenant;
  },
});

async function approvedVersion(here: Here, tenant: string, gtin: string, version: number) {
  const item = await get(here, versionKey(tenant, 'product', gtin, version));
  const closed = item && v.parse(closedVersion, item);
  return productOf(gtin, closed?.state === 'approved' ? closed : undefined);
}

async function lastApproved(here: Here, tenant: string, gtin: string, latest: number) {
  for (let version = latest; version > 0; version--) {
    const product = await approvedVersion(here, tenant, gtin, version);
    if (product !== undefined) return product;
  }
  return undefined;
}

const places = (here: Here) => ({
  /** The location in force. */
  location: async (tenant: string, gln: string): Promise<Location | undefined> =>
    locationOf(gln, await standing(here, tenant, 'location', gln)),
  /** Those of products and locations that are in force, in their order; one read for a hundred of them. */
  inForce: async (tenant: string, gtins: Iterable<string>, glns: Iterable<string>) => {
    const keysOf = (kind: 'product' | 'location', ids: Iterable<string>) =>
      Array.from(new Set(ids), (id) => registryKey(tenant, kind, id));
    const [products, locations] = [keysOf('product', gtins), keysOf('location', glns)];
    const at = here.now();
    const rows = await getRows(here.db, here.table, [...products, ...locations]);
    const found = new Map(rows.map((row) => [`${row['pk']}\n${row['sk']}`, row]));
    const standingOf = ({ pk, sk }: Key) => inForceIn(found.get(`${pk}\n${sk}`), at);
    return {
      products: products.flatMap((key) => productOf(key.sk, standingOf(key)) ?? []),
      locations: locations.flatMap((key) => locationOf(key.sk, standingOf(key)) ?? []),
    };
  },
});

const partners = (here: Here) => ({
  /** The partner in force. */
  partner: async (tenant: string, id: string): Promise<Partner | undefined> =>
    partnerIn(id, await get(here, registryKey(tenant, 'partner', id)), here.now()),
  /** Since when its version in force holds, ISO 8601. */
  partnerSince: async (tenant: string, id: string): Promise<string | undefined> =>
    (await standing(here, tenant, 'partner', id))?.effectiveFrom,
  /** Partners that are in force. */
  partners: async (tenant: string): Promise<Partner[]> =>
    (await list(here, registryKey(tenant, 'partner', '').pk)).flatMap(
      (item) => partnerOf(idOf(item), inForceIn(item, here.now())) ?? [],
    ),
});

/** The version in force, now or at a time. */
const standing = async (here: Here, tenant: string, kind: MasterKind, id: string, at = here.now()) =>
  inForceIn(await get(here, registryKey(tenant, kind, id)), at);

const inForceIn = (item: Record<string, unknown> | undefined, at: string): Effective | undefined =>
  item && inForce(v.parse(masterHead, item).current, at);

const productOf = (gtin: string, version: Pick<Effective, 'version' | 'content'> | undefined): Product | undefined =>
  version?.content && { gtin, version: version.version, ...v.parse(product, version.content) };

const locationOf = (gln: string, version: Effective | undefined): Location | undefined =>
  version?.content && { gln, version: version.version, ...v.parse(location, version.content) };

/** The partner in force, by the row of its master data. @param at ISO 8601 */
export const partnerIn = (id: string, item: Record<string, unknown> | undefined, at: string): Partner | undefined =>
  partnerOf(id, inForceIn(item, at));

const partnerOf = (id: string, version: Pick<Effective, 'content'> | undefined): Partner | undefined =>
  version?.content && { partner: id, ...v.parse(partner, version.content) };

const tenantOf = (tenant: string, item: Record<string, unknown>): Tenant => ({
  tenant,
  ...v.parse(tenantProfile, item),
});

const idOf = (item: Record<string, unknown>) => v.parse(stored, item).sk;

async function get({ db, table }: Here, Key: { pk: string; sk: string }) {
  return (await db.send(new GetCommand({ TableName: table, Key }))).Item;
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
