import * as v from 'valibot';
import { isTime } from '../../epcis/time.ts';

/**
 * The message families of serial number exchange, in a form of our own (namespace `urn:seriate:exchange:1`): shapes of what each says. The
 * XML is made of them by one rule (`plan.ts`): a member is an element with its name in capitals, a list of `serials` is an element `Serials`
 * that holds one `Serial` for each.
 */
const text = v.pipe(v.string(), v.minLength(1, 'must not be empty'), v.maxLength(400));
const day = v.pipe(v.string(), v.isoDate('must be a day, YYYY-MM-DD'));
const time = v.pipe(v.string(), v.check(isTime, 'must be a time with a zone (ISO 8601)'));
const offset = v.pipe(v.string(), v.regex(/^[+-]\d\d:\d\d$/, 'must be an offset such as +01:00'));
const count = v.pipe(v.number(), v.integer('must be whole'), v.minValue(0, 'must not be negative'));
const gtin = v.pipe(v.string(), v.regex(/^\d{14}$/, 'must be a GTIN of 14 digits'));
const maybe = <Shape extends v.GenericSchema>(shape: Shape) => v.optional(shape);
/** Serials of one message: what a server can read at once. */
const MOST = 200_000;
const listOf = <Shape extends v.GenericSchema>(item: Shape) => v.pipe(v.array(item), v.maxLength(MOST));

const reference = v.strictObject({ type: text, number: text });
const party = v.strictObject({ role: text, id: text });

/** What numbers are asked for: of a product, or of containers. */
const objectKey = v.strictObject({
  gtin: maybe(gtin),
  /** Company prefix and extension digit of SSCCs. */
  ssccPrefix: maybe(v.pipe(v.string(), v.regex(/^\d{7,13}$/, 'must be extension digit and company prefix'))),
  /** What a market calls the kind of code. */
  market: maybe(text),
});

const about = {
  at: time,
  offset,
  eventId: maybe(text),
  readPoint: maybe(text),
  bizLocation: maybe(text),
  disposition: maybe(text),
};
const papers = {
  transactions: maybe(listOf(reference)),
  sources: maybe(listOf(party)),
  destinations: maybe(listOf(party)),
};

const commission = v.strictObject({
  kind: maybe(v.literal('ENCODED')),
  ...about,
  ...papers,
  epcs: listOf(text),
});
const aggregation = v.strictObject({
  ...about,
  ...papers,
  parent: text,
  /** Whether as many are in it as fit, where that is known. */
  packed: maybe(v.picklist(['FULL', 'PARTIAL'])),
  quantity: maybe(count),
  contents: listOf(text),
});

const movement = v.strictObject({ ...about, ...papers, epcs: listOf(text) });

export const families = {
  'serial-request': v.strictObject({
    requestId: text,
    location: maybe(text),
    references: maybe(listOf(reference)),
    idType: v.picklist(['GTIN', 'SSCC']),
    /** How many. */
    size: v.pipe(
      v.number(),
      v.integer('must be whole'),
      v.minValue(1, 'must be at least 1'),
      v.maxValue(10_000_000, 'must be at most 10,000,000'),
    ),
    objectKey,
    lot: maybe(text),
  }),
  'serial-response': v.strictObject({
    requestId: text,
    objectKey,
    /** The numbers, where the receiver makes the codes; otherwise the codes in full. */
    serials: maybe(listOf(text)),
    codes: maybe(listOf(text)),
  }),
  'disposition-assigned': v.strictObject({
    lot: maybe(text),
    expiry: maybe(day),
    produced: maybe(day),
    line: maybe(text),
    commissions: maybe(listOf(commission)),
    aggregations: maybe(listOf(aggregation)),
  }),
  'disposition-updated': v.strictObject({
    updates: listOf(
      v.strictObject({
        became: v.picklist(['DEACTIVATED', 'DECOMMISSIONED', 'DESTROYED', 'SAMPLED']),
        ...movement.entries,
        reason: maybe(text),
      }),
    ),
  }),
  disaggregated: v.strictObject({
    disaggregations: listOf(v.strictObject({ ...about, ...papers, parent: text, contents: maybe(listOf(text)) })),
  }),
  'end-of-batch': v.strictObject({
    lot: text,
    gtin,
    expiry: maybe(day),
    orderNumber: maybe(text),
    endedAt: time,
    counts: v.strictObject({
      received: maybe(count),
      printed: maybe(count),
      commissioned: count,
      rejected: count,
      sampled: maybe(count),
      destroyed: maybe(count),
      unused: maybe(count),
      cases: maybe(count),
      pallets: maybe(count),
    }),
    /** Serials of the lot that were never commissioned, by what became of them. */
    rejectedSerials: maybe(listOf(text)),
    sampledSerials: maybe(listOf(text)),
    destroyedSerials: maybe(listOf(text)),
    unusedSerials: maybe(listOf(text)),
  }),
  'production-order': v.strictObject({
    orderNumber: text,
    gtin,
    lot: text,
    expiry: maybe(day),
    produced: maybe(day),
    quantity: v.pipe(v.number(), v.integer('must be whole'), v.minValue(1, 'must be at least 1')),
    market: maybe(text),
    location: maybe(text),
    line: maybe(text),
    references: maybe(listOf(reference)),
    /** Raised by each change; absent means 1. */
    revision: maybe(v.pipe(v.number(), v.integer('must be whole'), v.minValue(1, 'must be at least 1'))),
    /** The order is to be given up. */
    cancelled: maybe(v.boolean()),
  }),
  'processing-response': v.strictObject({
    /** Control number of the message that this answers. */
    inReplyTo: text,
    outcome: v.picklist(['ACCEPTED', 'PARTLY_ACCEPTED', 'REJECTED']),
    problems: maybe(
      listOf(
        v.strictObject({
          code: maybe(text),
          at: maybe(text),
          detail: v.pipe(v.string(), v.maxLength(2_000)),
          remedy: maybe(v.pipe(v.string(), v.maxLength(2_000))),
        }),
      ),
    ),
  }),
  'sales-shipment': v.strictObject({
    deliveryNumber: maybe(text),
    complete: maybe(v.boolean()),
    shipments: listOf(v.strictObject({ voided: maybe(v.boolean()), ...movement.entries })),
  }),
  receipt: v.strictObject({ deliveryNumber: maybe(text), receipts: listOf(movement) }),
  return: v.strictObject({ deliveryNumber: maybe(text), returns: listOf(movement) }),
} as const;

export type Family = keyof typeof families;
export type ContentOf<F extends Family> = v.InferOutput<(typeof families)[F]>;

export const exchangeKinds = [
  'serial-request',
  'serial-response',
  'disposition-assigned',
  'disposition-updated',
  'disaggregated',
  'end-of-batch',
  'production-order',
  'processing-response',
  'sales-shipment',
  'receipt',
  'return',
] as const satisfies readonly Family[];

/** Families that say what happened to units, and are events of EPCIS; the others are for others to act on. */
export const eventFamilies = [
  'disposition-assigned',
  'disposition-updated',
  'disaggregated',
  'sales-shipment',
  'receipt',
  'return',
] as const satisfies readonly Family[];
export type EventFamily = (typeof eventFamilies)[number];

/** One message with what it is. */
export type Message = { [F in Family]: { readonly family: F; readonly content: ContentOf<F> } }[Family];

/** One that is no events. */
export type OtherMessage = Exclude<Message, { readonly family: EventFamily }>;

/** Who sent a message to whom, and the number by which its sender knows it. */
export const controlHeader = v.strictObject({
  sender: text,
  receiver: text,
  controlNumber: text,
  date: day,
  time: v.pipe(v.string(), v.regex(/^\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/, 'must be a time of day with its zone')),
});
export type ControlHeader = v.InferOutput<typeof controlHeader>;
