import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Order } from '#shared/messages/site-api.ts';
import { registryKey } from './keys.ts';

/** The tables that lots are in. */
export interface LotTables {
  readonly db: DynamoDBDocumentClient;
  /** The registry. */
  readonly table: string;
  readonly deliveriesTable: string;
}

/** Lot numbers are unique per GTIN only, so the row is keyed by both. */
export const lotKey = (tenant: string, gtin: string, lot: string) => registryKey(tenant, 'lot', `${gtin}#${lot}`);

/** Who packs an order: the owner itself unless the order names a contract packer. */
export const packerOf = ({ owner, packer }: Pick<Order, 'owner' | 'packer'>) => packer ?? owner;

/**
 * Beside each assigned lot stands a pointer under its site and packer, so that a site finds its orders without reading all lots, and two
 * packers with sites of one name do not find each other's. No id may hold a `#` (see `site-api.ts`).
 */
export const pointerKey = (tenant: string, order: Order) =>
  registryKey(tenant, 'order', `${order.site}#${packerOf(order)}#${order.gtin}#${order.lot}`);

/** And one under its number, for whoever knows the number alone. GS1 character set 82 has no `#`. */
export const numberKey = (tenant: string, { lot, gtin }: Pick<Order, 'lot' | 'gtin'>) =>
  registryKey(tenant, 'lot-number', `${lot}#${gtin}`);

/** And one while its report waits for release, so that those are counted without reading all lots. */
export const reportedKey = (tenant: string, { gtin, lot }: Pick<Order, 'gtin' | 'lot'>) =>
  registryKey(tenant, 'lot-reported', `${gtin}#${lot}`);

/** Which lot an order id stands for: lines draw serials and report under it, so it says one lot for ever. */
export const orderIdKey = (tenant: string, order: string) => registryKey(tenant, 'order-id', order);

/** How a product's lot of these letters is spelled: AI (10) tells upper from lower case, and people do not. */
export const spellingKey = (tenant: string, { gtin, lot }: Pick<Order, 'gtin' | 'lot'>) =>
  registryKey(tenant, 'lot-spelling', `${gtin}#${lot.toLowerCase()}`);

/** And two by when it was ordered, among all and among those of its product, so that the newest are found without reading all lots. */
export const madeKey = (tenant: string, { gtin, lot }: Pick<Order, 'gtin' | 'lot'>, createdAt: string) =>
  registryKey(tenant, 'lot-made', `${createdAt}#${gtin}#${lot}`);
export const productMadeKey = (tenant: string, { gtin, lot }: Pick<Order, 'gtin' | 'lot'>, createdAt: string) =>
  registryKey(tenant, 'product-lot-made', `${gtin}#${createdAt}#${lot}`);
