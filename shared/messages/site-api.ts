import * as v from 'valibot';
import { id } from '../id.ts';

/** Shapes of the HTTP API that a site relies on: serial requests and orders. */
const gtin = v.pipe(v.string(), v.regex(/^\d{14}$/, 'must be 14 digits'));
const date = v.pipe(v.string(), v.isoDate());

export const serialRequest = v.strictObject({
  /** The caller's own id: asking twice with it answers the same block. */
  requestId: id,
  pool: id,
  count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000_000)),
  site: id,
  line: v.optional(id),
  /** The order they are printed for. */
  order: v.optional(id),
  /** The trading partner they are for. */
  partner: v.optional(id),
  /** The market profile they are wanted for: a pool of another is refused. */
  market: v.optional(id),
});
export type SerialRequest = v.InferOutput<typeof serialRequest>;

export const serialBlock = v.object({
  requestId: id,
  pool: id,
  /** Counters of the block, both inclusive. */
  first: v.number(),
  last: v.number(),
  /** Counters in between that are not issued, ascending: the pool's key was rotated, and the key before had issued their serials. */
  skips: v.optional(v.pipe(v.array(v.number()), v.readonly())),
});
export type SerialBlock = v.InferOutput<typeof serialBlock>;

/** One page of an expanded block: full serials (AI 21) of a random pool, SSCC-18 of an SSCC pool, in counter order. */
export const serialPage = v.object({
  serials: v.array(v.string()),
  /** What stands behind each of them on the pack, by application identifier; absent when nothing does. */
  extra: v.optional(v.array(v.record(v.string(), v.string()))),
  /** Counter of the first serial on this page. The others follow without a gap. */
  first: v.number(),
  /** Counter to ask from for the next page; absent on the last page. */
  next: v.optional(v.number()),
  /** SHA-256 in hexadecimal of what `pageText` makes of the page: who keeps the page compares first, and fetches it again if it differs. */
  sha256: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits'))),
});
export type SerialPage = v.InferOutput<typeof serialPage>;

export const order = v.object({
  order: id,
  site: id,
  line: id,
  /** Whose product, serials and ledger: the marketing authorisation holder. */
  owner: id,
  /** Tenant that runs the site, when it is not the owner: a contract packer. */
  packer: v.optional(id),
  gtin,
  lot: v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,20}$/, 'must be 1 to 20 characters of GS1 set 82')),
  expiry: date,
  /** When it was made; the lot's units may have been made from a bulk lot of another number. */
  manufactured: v.optional(date),
  bulkLot: v.optional(v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,20}$/, 'must be 1 to 20 characters of GS1 set 82'))),
  /** Cartons to print. */
  quantity: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000_000)),
  /** The market profile that the packs are for: the one of the pool, also where whoever ordered left it out. */
  market: v.optional(id),
  /** Pools the line draws from. */
  pool: id,
  ssccPool: id,
  companyPrefix: v.pipe(v.string(), v.regex(/^\d{6,12}$/)),
  unitsPerCase: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)),
  casesPerPallet: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)),
  /** Every n-th good unit goes to quality assurance; 0 takes none. */
  sampleEvery: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  /** Raised by each change or wish to cancel at L4, and the content of a revision never changes; absent means 1. */
  revision: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
});
export type Order = v.InferOutput<typeof order>;

/** An order as it is sent: a member that nobody knows is a mistake. What is kept and told may have more; its revision is given by L4. */
export const newOrder = v.strictObject(v.omit(order, ['revision']).entries);
export type NewOrder = v.InferOutput<typeof newOrder>;

/** assigned: its site has it or will fetch it · reported, released: of its lot · cancelled: the site has given it up, for ever. */
export const orderState = v.picklist(['assigned', 'reported', 'released', 'cancelled']);

/** Who at L4 wants an order cancelled, since when (ISO 8601), and why. */
export const cancelWish = v.object({ at: v.string(), by: v.string(), reason: v.string() });

export const orderList = v.object({
  /** Each with the content of its newest revision, which its site may have to refuse. */
  orders: v.array(v.object({ ...order.entries, state: orderState, cancel: v.optional(cancelWish) })),
  /** What to give as `after` for the page that follows. Those that wait at one site come whole. */
  next: v.optional(v.string()),
});
