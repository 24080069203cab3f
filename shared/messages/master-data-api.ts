import * as v from 'valibot';
import { location } from '../master-data/location.ts';
import { partner } from '../master-data/partner.ts';
import { product } from '../master-data/product.ts';
import { act } from '../master-data/version.ts';

/** Shapes of the HTTP API for products, locations and partners in versions. */
const time = v.pipe(v.string(), v.isoTimestamp());
const whole = v.pipe(v.number(), v.integer(), v.minValue(1));
const reason = v.pipe(v.string(), v.trim(), v.minLength(3, 'must say why'), v.maxLength(1000));

/** Draft and submitted versions can still change; an approved one holds from its day until the next one's. */
export const standings = ['draft', 'submitted', 'upcoming', 'in-force', 'superseded', 'withdrawn', 'dropped'] as const;
export type Standing = (typeof standings)[number];

export const submission = v.strictObject({
  /** When it shall come into force, UTC; absent: with its approval. */
  effectiveFrom: v.optional(v.pipe(time, v.regex(/Z$/, 'must be UTC, with a Z'))),
});
/** What was read of the version that is decided about. */
export const approval = v.strictObject({ version: whole, revision: whole });
export const rejection = v.strictObject({ version: whole, revision: whole, reason });

const versionOf = <Shape extends v.GenericSchema>(content: Shape) =>
  v.object({
    version: whole,
    /** Grows with every change of the version; an approval names it. */
    revision: whole,
    standing: v.picklist(standings),
    content: v.optional(content),
    effectiveFrom: v.optional(v.string()),
    /** It ends what is in force, once it is approved. */
    withdraws: v.optional(v.literal(true)),
    authors: v.array(v.string()),
    acts: v.array(act),
  });

/** One thing as a list tells it: what is in force, or what is to be; and the version that is open. */
const itemOf = <Shape extends v.ObjectEntries>(entries: Shape) =>
  v.object({
    ...entries,
    /** Of the version whose members these are. */
    version: whole,
    standing: v.picklist(standings),
    effectiveFrom: v.optional(v.string()),
    open: v.optional(
      v.object({
        version: whole,
        revision: whole,
        standing: v.picklist(standings),
        withdraws: v.optional(v.literal(true)),
        authors: v.array(v.string()),
      }),
    ),
    /** Versions that come into force later. */
    upcoming: v.optional(v.array(v.object({ version: whole, effectiveFrom: v.string() }))),
  });

export const productVersion = v.object({ gtin: v.string(), ...versionOf(product).entries });
export const locationVersion = v.object({ gln: v.string(), ...versionOf(location).entries });
export const partnerVersion = v.object({
  partner: v.string(),
  ...versionOf(partner).entries,
  /** What its webhooks are signed with; told to whoever writes the partner. */
  secret: v.optional(v.string()),
});

export const productItem = itemOf({ gtin: v.string(), ...product.entries });
export const locationItem = itemOf({ gln: v.string(), ...location.entries });
export const partnerItem = itemOf({ partner: v.string(), ...partner.entries });

const page = { nextPageToken: v.optional(v.string()) };
export const productPage = v.object({ products: v.array(productItem), ...page });
export const locationPage = v.object({ locations: v.array(locationItem), ...page });
export const partnerPage = v.object({ partners: v.array(partnerItem), ...page });

export const productVersionPage = v.object({ versions: v.array(productVersion), ...page });
export const locationVersionPage = v.object({ versions: v.array(locationVersion), ...page });
export const partnerVersionPage = v.object({ versions: v.array(partnerVersion), ...page });

/** One place at which two versions differ: JSON pointer, what was and what is; an absent member is new or gone. */
export const difference = v.object({ at: v.string(), before: v.optional(v.unknown()), after: v.optional(v.unknown()) });
export const differenceList = v.object({ from: whole, to: whole, differences: v.array(difference) });

/** What is wrong with a row of an upload. */
export const rowProblem = v.object({
  /** Line of the file at which the row begins, from 1; of master data documents the place of the element. */
  row: v.union([v.number(), v.string()]),
  column: v.optional(v.string()),
  detail: v.string(),
  rule: v.optional(v.string()),
  remedy: v.optional(v.string()),
});
export type RowProblem = v.InferOutput<typeof rowProblem>;

export const importOutcomes = ['new', 'changed', 'same', 'refused'] as const;

const importedRow = v.object({
  row: v.union([v.number(), v.string()]),
  kind: v.optional(v.string()),
  id: v.string(),
  outcome: v.picklist(importOutcomes),
  version: v.optional(v.number()),
  differences: v.optional(v.array(difference)),
});
export type ImportedRow = v.InferOutput<typeof importedRow>;

/** What an upload did, or would do. */
export const importReport = v.object({
  dryRun: v.boolean(),
  rows: v.number(),
  counts: v.record(v.picklist(importOutcomes), v.number()),
  /** The first 500 rows that are new or changed. */
  changes: v.array(importedRow),
  /** The first 500 problems. */
  problems: v.array(rowProblem),
  /** What a document holds that no product, location or partner is made of. */
  passedOver: v.optional(v.array(v.string())),
});
export type ImportReport = v.InferOutput<typeof importReport>;
