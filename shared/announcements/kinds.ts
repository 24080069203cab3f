import * as v from 'valibot';

const id = v.string();
const gtin = v.pipe(v.string(), v.regex(/^\d{14}$/));
const maybe = <Shape extends v.GenericSchema>(shape: Shape) => v.optional(shape);

/** By these members listeners may choose. A kind names those that something of it may say: by others nobody can choose it (`wanted.ts`). */
const about = { gtin: maybe(gtin), lot: maybe(id), partner: maybe(id), market: maybe(id) };
const { partner, market } = about;

const lot = v.object({ gtin, lot: id, market, site: maybe(id), order: maybe(id), state: id });
const recall = v.object({ gtin, lot: maybe(id), recall: id, level: id });
const shipment = v.object({
  /** Where all that moved under its own name is of one product. */
  gtin: maybe(gtin),
  partner,
  ...{ event: id, bizStep: id, eventTime: id, voids: maybe(v.array(id)) },
});
const exception = v.object({ exception: id, rule: id, severity: id, state: id, outcome: maybe(id) });
const delivery = v.object({ ...about, delivery: id, state: id, report: maybe(id) });
const alert = v.object({ gtin: maybe(gtin), lot: maybe(id), alert: id, country: id, code: id, state: id });
const stock = v.object({ gtin: maybe(gtin), pool: id, left: v.number(), threshold: maybe(v.number()) });
const inbound = v.object({ partner, document: id, state: id });
const desk = v.object({ partner, case: id, of: id, state: id });

const kind = <Data extends v.GenericSchema>(data: Data, means: string) => ({ data, means });

/**
 * Everything that integrators are told of: the shape of what is said, and what it means. A member that is added keeps the version (`kind-versions.ts`);
 * one that goes, or says something else, makes a new one.
 */
export const kinds = {
  'lot.ordered': kind(lot, 'A lot was ordered at a site'),
  'lot.begun': kind(lot, 'The site has begun to pack it'),
  'lot.closed': kind(lot, 'Its line has closed it and told its report'),
  'lot.released': kind(lot, 'Quality assurance has released it'),
  'lot.recalled': kind(recall, 'A lot, or packs of a product, are recalled'),
  'lot.recall-lifted': kind(recall, 'That recall was lifted'),
  'shipment.captured': kind(shipment, 'Goods left, as an event says'),
  'shipment.voided': kind(shipment, 'Goods did not leave after all'),
  'shipment.received': kind(shipment, 'Goods came in, as an event says'),
  'exception.opened': kind(exception, 'A rule found a contradiction among captured events'),
  'exception.assigned': kind(exception, 'Somebody looks after it'),
  'exception.resolved': kind(exception, 'A person resolved it, or the rules do not find it any more'),
  'exception.reopened': kind(exception, 'It is open again'),
  'submission.acknowledged': kind(delivery, 'A regulator took a report'),
  'submission.partially-accepted': kind(delivery, 'A regulator took a part of a report'),
  'submission.rejected': kind(delivery, 'A regulator refused a report'),
  'submission.parked': kind(delivery, 'A report could not be sent, and waits for a person'),
  'delivery.delivered': kind(delivery, 'A partner took a message'),
  'delivery.rejected': kind(delivery, 'A partner refused a message'),
  'delivery.parked': kind(delivery, 'A message could not be sent, and waits for a person'),
  'alert.raised': kind(alert, 'A national verification system raised an alert about a pack'),
  'alert.closed': kind(alert, 'An alert was closed'),
  'stock.low': kind(stock, 'A pool has fewer serials left than its threshold'),
  'stock.exhausted': kind(stock, 'A pool had too few serials for a request'),
  'inbound.accepted': kind(inbound, 'A partner’s document was captured'),
  'inbound.refused': kind(inbound, 'A partner’s document was refused'),
  'case.opened': kind(desk, 'A case between companies was opened'),
  'case.changed': kind(desk, 'A case moved on'),
  'case.closed': kind(desk, 'Nothing is left to be done about a case'),
} as const satisfies Record<string, { data: v.GenericSchema; means: string }>;

export type Kind = keyof typeof kinds;

/** What happened, as whoever noticed it says. */
export type Happening = {
  readonly [Name in Kind]: {
    readonly kind: Name;
    /** An id with its kind before it: `lot 04150000000013 A1`. */
    readonly subject: string;
    /** When it happened: ISO 8601 in UTC with milliseconds. */
    readonly at: string;
    readonly data: v.InferInput<(typeof kinds)[Name]['data']>;
    /** What tells it from other happenings of its kind to the same subject, where that is not when it happened. */
    readonly once?: string;
  };
}[Kind];

export const isKind = (name: string): name is Kind => Object.hasOwn(kinds, name);
