import * as v from 'valibot';

const optional = v.optional(v.string());
const epcs = v.optional(v.array(v.string()), []);

/** A unit now, or as it was. */
export const unitShape = v.looseObject({
  epc: v.string(),
  known: v.optional(v.boolean(), true),
  exists: optional,
  disposition: optional,
  persistentDispositions: epcs,
  /** Recalls of it that stand, by their ids. */
  recalls: epcs,
  gtin: optional,
  lot: optional,
  expiry: optional,
  children: v.number(),
  attachedTo: epcs,
  madeFrom: epcs,
  madeInto: epcs,
  transactions: v.optional(v.array(v.looseObject({ type: optional, bizTransaction: v.string() })), []),
  effective: v.looseObject({
    disposition: optional,
    bizStep: optional,
    readPoint: optional,
    bizLocation: optional,
    eventTime: optional,
    through: optional,
  }),
});
export type Unit = v.InferOutput<typeof unitShape>;

const reporter = v.union([
  v.object({ tenant: v.string(), site: v.string(), line: v.string() }),
  v.object({ caller: v.string() }),
  v.object({ partner: v.string() }),
]);
export type Reporter = v.InferOutput<typeof reporter>;

/** A page of what happened to it. */
export const historyShape = v.looseObject({
  epc: v.string(),
  history: v.array(
    v.looseObject({
      eventId: v.string(),
      eventTime: v.string(),
      recordTime: optional,
      captureId: v.string(),
      reportedBy: v.optional(reporter),
      epc: v.string(),
      through: v.optional(v.array(v.string())),
      type: v.string(),
      action: optional,
      bizStep: optional,
      disposition: optional,
      readPoint: optional,
      bizLocation: optional,
      parent: optional,
      error: v.optional(v.looseObject({ reason: optional })),
    }),
  ),
});
export type Step = v.InferOutput<typeof historyShape>['history'][number];

/** What it is packed in, innermost first, and what it was packed in before. */
export const parentsShape = v.looseObject({
  parents: v.array(v.looseObject({ epc: v.string(), since: optional })),
  past: v.array(v.looseObject({ epc: v.string(), from: v.string(), to: v.string() })),
});

/** A page of what is in it. */
export const contentsShape = v.looseObject({
  contents: v.array(
    v.looseObject({
      epc: v.string(),
      kind: v.string(),
      since: optional,
      exists: v.string(),
      children: v.optional(v.number(), 0),
      lot: optional,
      disposition: optional,
    }),
  ),
  nextPageToken: optional,
});
export type Content = v.InferOutput<typeof contentsShape>['contents'][number];

/** The path of a unit in the API. */
export const unitPath = (epc: string): string => `/api/units/${encodeURIComponent(epc)}`;
