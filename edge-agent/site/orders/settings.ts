import * as v from 'valibot';
import { order } from '#shared/messages/site-api.ts';

const { gtin, owner, pool, ssccPool, companyPrefix, unitsPerCase, casesPerPallet, line } = order.entries;

/** Members of an order that a file may name. */
export const orderMembers = [
  'order',
  'gtin',
  'lot',
  'expiry',
  'quantity',
  'line',
  'manufactured',
  'bulkLot',
  'unitsPerCase',
  'casesPerPallet',
  'sampleEvery',
  'owner',
  'pool',
  'ssccPool',
  'companyPrefix',
  'market',
] as const;
export type OrderMember = (typeof orderMembers)[number];

const column = v.exactOptional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100)));
const columns = v.strictObject(v.entriesFromList(orderMembers, column));

/** What an order of a product says where its row in a file does not. */
const product = v.strictObject({
  gtin,
  pool,
  ssccPool,
  companyPrefix,
  unitsPerCase,
  casesPerPallet,
  owner: v.exactOptional(owner),
  market: v.exactOptional(owner),
  line: v.exactOptional(line),
});
export type Product = v.InferOutput<typeof product>;

/** Where the enterprise's orders come as files, and what they leave out. */
export const ordersSettings = v.strictObject({
  /** Relative to the configuration file. Without it no files are looked for. */
  folder: v.exactOptional(v.pipe(v.string(), v.minLength(1))),
  /** What a column, or a member in JSON, is called, where it is called otherwise than the member of the order. */
  columns: v.optional(columns, {}),
  products: v.optional(
    v.pipe(
      v.array(product),
      v.check((all) => new Set(all.map((one) => one.gtin)).size === all.length, 'a product stands there twice'),
    ),
    [],
  ),
  /** How often it is looked for new files, in milliseconds. A file is taken when it has stayed the same from one look to the next. */
  lookMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(60_000)), 1_000),
  /** A larger file is refused unread. */
  mostBytes: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1_024), v.maxValue(16 * 1024 * 1024)),
    2 * 1024 * 1024,
  ),
  /** A file of more orders is refused as a whole. */
  mostRows: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)), 1_000),
});
export type OrdersSettings = v.InferOutput<typeof ordersSettings>;
