import * as v from 'valibot';

/** Things that a case names; a notice of more brings their list as a file. */
export const MOST_THINGS = 200;
/** Events that a case names. */
export const MOST_EVENTS = 20;

const text = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most));
const gtin = v.pipe(v.string(), v.regex(/^\d{14}$/, 'must be 14 digits'));
const amount = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const some = <const Item extends v.GenericSchema>(item: Item, most: number) =>
  v.optional(v.pipe(v.array(item), v.maxLength(most)), []);

/** What a case is about. */
export const deskSubject = v.strictObject({
  /** EPCs of packs and containers. */
  things: some(text(200), MOST_THINGS),
  lots: some(v.strictObject({ gtin, lot: text(20) }), 20),
  /** Events by which goods left or came, by their ids. */
  events: some(text(200), MOST_EVENTS),
  /** Deliveries by which partners were told. */
  deliveries: some(text(100), 20),
  /** Orders and despatch advices. */
  documents: some(v.strictObject({ type: text(40), number: text(200) }), 20),
  /** Overage, underage. */
  counts: some(v.strictObject({ gtin, announced: amount, received: amount }), 100),
  /** Misalignment: what data say of a thing, and what is on it. */
  differences: some(
    v.strictObject({
      thing: text(200),
      member: v.picklist(['gtin', 'serial', 'lot', 'expiry', 'packed-in']),
      told: v.exactOptional(text(200)),
      seen: v.exactOptional(text(200)),
    }),
    100,
  ),
  /** Master data: a key that is wrong, and what would be right. */
  keys: some(
    v.strictObject({ kind: v.picklist(['gtin', 'gln']), invalid: text(100), proposed: v.exactOptional(text(100)) }),
    100,
  ),
  /** Of a recall. */
  recall: v.exactOptional(
    v.strictObject({
      id: text(100),
      gtin,
      class: v.exactOptional(v.picklist(['I', 'II', 'III'])),
      level: v.picklist(['wholesale', 'pharmacy', 'patient']),
    }),
  ),
  /** Packs that a notice is about, of which `things` are the first. */
  packs: v.exactOptional(amount),
});
export type DeskSubject = v.InferOutput<typeof deskSubject>;

/** What somebody opens a case about; of a recall, and of more packs than are named, the rules open cases. */
export const askedSubject = v.omit(deskSubject, ['recall', 'packs']);

/** A subject that names nothing. */
export const noSubject: DeskSubject = {
  things: [],
  lots: [],
  events: [],
  deliveries: [],
  documents: [],
  counts: [],
  differences: [],
  keys: [],
};
