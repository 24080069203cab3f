import * as v from 'valibot';
import { signature, signedReason } from '../access/signature.ts';
import { requesters } from '../dscsa/clocks.ts';
import { wishKinds } from '../dscsa/exceptions-of-receipt.ts';
import { classifications, noticeContent, reporter } from '../dscsa/form-3911.ts';
import { followUps, observationSources, resolutions, verdicts } from '../dscsa/pdg-shapes.ts';
import { isDay } from '../is-day.ts';
import { responderUrl } from '../vrs/directory-entry.ts';

/** Shapes of the HTTP API for duties of the DSCSA. */
const text = (most: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(most));
const gtin = v.pipe(v.string(), v.regex(/^\d{14}$/, 'must be 14 digits'));
const exp = v.pipe(v.string(), v.regex(/^\d{6}$/, 'must be YYMMDD'));
const instant = v.pipe(
  v.string(),
  v.isoTimestamp('must be a time with zone, such as 2026-03-01T00:00:00Z'),
  v.check((time) => isDay(time.slice(0, 10)), 'must be a day of the calendar'),
  v.transform((time) => new Date(time).toISOString()),
);
const some = <const Item extends v.GenericSchema>(item: Item, most: number) =>
  v.optional(v.pipe(v.array(item), v.maxLength(most)), []);
const partner = text(100);
/** Of the case that was seen; where it has changed since, it is refused. */
const seenVersion = v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1)));

/** The caller's own for what it asks: the same request again begins no other case. */
const requestId = text(100);

export const newTiRequest = v.strictObject({
  id: requestId,
  from: v.picklist(requesters),
  /** Of the authority, or the company. */
  name: text(200),
  /** Where the answer goes. */
  contact: text(400),
  /** Theirs. */
  reference: v.exactOptional(text(200)),
  partner: v.exactOptional(partner),
  /** When it came; the clock runs from then. */
  receivedAt: instant,
  /** EPCs (URN or Digital Link), lots, shipping events: at least one of them. */
  packs: some(text(200), 1_000),
  lots: some(v.strictObject({ gtin, lot: text(20) }), 20),
  shipments: some(text(200), 100),
});

export const tiAnswer = v.strictObject({
  /** When it was sent; now when absent. */
  at: v.exactOptional(instant),
  how: text(400),
  reference: v.exactOptional(text(200)),
  /** Why it is answered without a document. */
  reason: v.exactOptional(signedReason),
});

export const origins = ['verification', 'exception', 'return', 'partner', 'fda', 'other'] as const;

export const newSuspect = v.strictObject({
  id: requestId,
  origin: v.strictObject({ kind: v.picklist(origins), id: v.exactOptional(text(400)) }),
  product: v.exactOptional(text(200)),
  /** Of a verification they are known. */
  packs: some(
    v.strictObject({ gtin, serial: text(20), lot: v.exactOptional(text(20)), exp: v.exactOptional(exp) }),
    500,
  ),
  reason: signedReason,
});

export const determination = v.strictObject({
  outcome: v.picklist(['cleared', 'illegitimate']),
  /** When it was determined; now when absent. The 24 hours run from then. */
  at: v.exactOptional(instant),
  classification: v.exactOptional(v.picklist(classifications)),
  /** Partners who may have had the product, by their ids. */
  partners: some(partner, 200),
  reason: signedReason,
  version: seenVersion,
  signature,
});

export const noticeTold = v.strictObject({
  partner,
  /** What it was told: that product is illegitimate, or that the notice of that has ended. */
  about: v.optional(v.picklist(['determination', 'termination']), 'determination'),
  at: v.exactOptional(instant),
  how: text(400),
});

export const signedNotice = v.strictObject({
  type: v.picklist(['initial', 'follow-up', 'termination']),
  /** Without a reporter, the one of the settings stands in it. */
  content: v.strictObject({ ...noticeContent.entries, reporter: v.exactOptional(reporter) }),
  signature,
});

/** What was done last with a notice was done in error. */
export const withdrawnNotice = v.strictObject({ reason: signedReason, signature });

/** FDA's number was written down wrongly. */
export const correctedIncident = v.strictObject({ incident: text(100), reason: signedReason, signature });

/** What a person sent by mail, or heard of FDA. */
export const toldByHand = v.strictObject({
  what: v.picklist(['mailed', 'answered']),
  at: v.exactOptional(instant),
  how: text(400),
  /** As FDA gave it: every answer quotes it. */
  incident: v.exactOptional(text(100)),
});

const receivedPack = v.strictObject({ gtin, serial: text(20), lot: text(20), expiry: exp });

export const newException = v.strictObject({
  id: requestId,
  partner,
  poNumber: text(100),
  /** What came, held against what was announced and ordered. */
  receipt: v.exactOptional(
    v.strictObject({
      fileId: text(200),
      announced: v.pipe(v.array(receivedPack), v.maxLength(5_000)),
      scanned: v.pipe(v.array(receivedPack), v.maxLength(5_000)),
      ordered: some(v.strictObject({ gtin, quantity: v.pipe(v.number(), v.integer(), v.minValue(0)) }), 200),
      source: v.exactOptional(v.picklist(observationSources)),
    }),
  ),
  wishes: v.optional(v.partial(v.strictObject(v.entriesFromList(wishKinds, v.picklist(resolutions)))), {}),
  /** Wrong keys in master data. */
  glnErrors: some(v.strictObject({ invalid: text(100), proposed: v.exactOptional(text(100)) }), 100),
  gtinErrors: some(v.strictObject({ invalid: text(100), proposed: v.exactOptional(text(100)) }), 100),
  /** In words. */
  others: some(text(1_000), 50),
});

/** A response of the PDG's schema that came otherwise, e.g. by mail. */
export const responseByHand = v.strictObject({ response: v.unknown(), how: text(400) });

/** A report of the PDG's schema, as a partner sent it. */
export const receivedReport = v.strictObject({ partner, report: v.unknown(), how: text(400) });

export const wantedResponse = v.strictObject({
  /** Every item of the report, each once. */
  items: v.pipe(
    v.array(
      v.strictObject({
        uuid: text(100),
        verdict: v.picklist(verdicts),
        comments: v.exactOptional(text(500)),
        /** What we offer instead. */
        alternative: v.exactOptional(v.picklist(resolutions)),
        followUp: v.exactOptional(v.picklist(followUps)),
      }),
    ),
    v.maxLength(400),
  ),
  notes: v.exactOptional(text(1_000)),
});

/** `retry`: go on with what stopped. */
export const personActs = ['quarantine', 'investigate', 'end', 'gather', 'resolve', 'withdraw', 'retry'] as const;
export const wantedMove = v.strictObject({
  act: v.picklist(personActs),
  reason: signedReason,
  version: seenVersion,
});

export const dscsaSettings = v.strictObject({
  /** Who stands in reports to partners. */
  contact: v.exactOptional(v.strictObject({ email: v.pipe(v.string(), v.email()), phone: v.exactOptional(text(40)) })),
  /** Who stands in Form 3911 when a notice names nobody else. */
  reporter: v.exactOptional(reporter),
  /** Base URL of an intake for notices; absent: people mail the form. */
  intakeUrl: v.exactOptional(responderUrl),
  /** Base URLs of partners' exception desks. */
  desks: some(v.strictObject({ partner, url: responderUrl }), 500),
});

export const wantedDscsaSettings = v.strictObject({
  ...dscsaSettings.entries,
  /** What is set and deliberately left out: `contact`, `reporter`, `intakeUrl`, or the id of a partner whose desk goes. */
  takesAway: some(text(100), 500),
});
export type WantedDscsaSettings = v.InferOutput<typeof wantedDscsaSettings>;
