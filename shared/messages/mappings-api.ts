import * as v from 'valibot';
import { mapping } from '../mapping/mapping.ts';
import { sample, sampleAbout, samples } from '../mapping/sample.ts';
import { act } from '../master-data/version.ts';
import { approval, rejection, standings } from './master-data-api.ts';

/** Shapes of the HTTP API for mappings in versions. */
const whole = v.pipe(v.number(), v.integer(), v.minValue(1));
const text = v.pipe(v.string(), v.minLength(1), v.maxLength(400));

export const mappingDraft = v.strictObject({
  mapping,
  /** What it is tested by before it is approved. Absent: those of the version before. */
  samples: v.optional(samples),
});

export const mappingSubmission = v.strictObject({});
export { approval as mappingApproval, rejection as mappingRejection };

const found = v.object({ name: v.string(), hash: v.string() });
/** What a version says: the mapping, and its samples by the hash of their content. */
export const mappingContent = v.object({ mapping, samples: v.array(found) });
export type MappingContent = v.InferOutput<typeof mappingContent>;

export const mappingVersion = v.object({
  name: v.string(),
  version: whole,
  revision: whole,
  standing: v.picklist(standings),
  mapping: v.optional(mapping),
  /** In full where one version is asked for, by name and hash in lists. */
  samples: v.optional(v.array(v.union([sample, v.object({ name: v.string(), hash: v.string() })]))),
  effectiveFrom: v.optional(v.string()),
  withdraws: v.optional(v.literal(true)),
  authors: v.array(v.string()),
  acts: v.array(act),
});

export const mappingItem = v.object({
  name: v.string(),
  mapping: v.optional(mapping),
  /** Absent of those that are ready made: they have none. */
  version: v.optional(whole),
  standing: v.optional(v.picklist(standings)),
  effectiveFrom: v.optional(v.string()),
  open: v.optional(
    v.object({ version: whole, revision: whole, standing: v.picklist(standings), authors: v.array(v.string()) }),
  ),
});
export const mappingPage = v.object({ mappings: v.array(mappingItem), nextPageToken: v.optional(v.string()) });
export const mappingVersionPage = v.object({
  versions: v.array(mappingVersion),
  nextPageToken: v.optional(v.string()),
});

/** What is tried, and on what: a text, or of what goes out events that were captured. */
export const mappingPreview = v.strictObject({
  /** Absent: the open version, else the one in force. */
  mapping: v.optional(mapping),
  version: v.optional(whole),
  input: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(1_000_000))),
  eventIds: v.optional(v.pipe(v.array(text), v.minLength(1), v.maxLength(100))),
  /** The first commissionings of a lot, up to 100. */
  lot: v.optional(v.strictObject({ gtin: v.pipe(v.string(), v.regex(/^\d{14}$/, 'must be 14 digits')), lot: text })),
  ...sampleAbout,
});

const problem = v.object({
  refused: v.string(),
  detail: v.string(),
  at: v.optional(v.string()),
  line: v.optional(v.number()),
  column: v.optional(v.number()),
  rule: v.optional(v.string()),
  remedy: v.optional(v.string()),
});

export const previewedMapping = v.object({
  /** `name@3`, or `name` of what is not kept. */
  mapping: v.string(),
  documents: v.optional(v.array(v.object({ body: v.string(), contentType: v.string(), fileExtension: v.string() }))),
  /** What a document says: `epcis`, or the family of a message. */
  family: v.optional(v.string()),
  /** EPCIS 2.0 JSON, or the message. */
  document: v.optional(v.unknown()),
  problems: v.optional(v.array(problem)),
});

export const mappingTest = v.strictObject({ version: v.optional(whole) });

export const testedMapping = v.object({
  version: whole,
  passed: v.boolean(),
  samples: v.array(
    v.object({
      name: v.string(),
      passed: v.boolean(),
      differs: v.optional(v.string()),
      /** Its first 20,000 characters. */
      output: v.optional(v.string()),
      problems: v.optional(v.array(problem)),
    }),
  ),
});
