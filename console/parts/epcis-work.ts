import * as v from 'valibot';

/** Forms that are written. */
export const forms = [
  { value: 'json-2.0', label: 'JSON-LD 2.0', extension: '.json' },
  { value: 'xml-2.0', label: 'XML 2.0', extension: '.xml' },
  { value: 'xml-1.2', label: 'XML 1.2', extension: '.xml' },
] as const;
export type FormName = (typeof forms)[number]['value'];

/** What the worker is asked for: `console/epcis-tool/in-browser/work.ts`. */
export type WantedWork =
  | { readonly do: 'validate'; readonly document: Blob; readonly name: string; readonly profile?: string }
  | {
      readonly do: 'convert';
      readonly document: Blob;
      readonly name: string;
      readonly to: FormName;
      readonly epcs: string;
      readonly skipInvalid: boolean;
      readonly learn: boolean;
      readonly companyPrefixes: readonly string[];
    };

const problem = v.object({
  event: v.optional(v.number()),
  path: v.string(),
  line: v.optional(v.number()),
  column: v.optional(v.number()),
  rule: v.string(),
  message: v.string(),
  severity: v.picklist(['error', 'warning']),
  remedy: v.optional(v.string()),
});
export type DocumentProblem = v.InferOutput<typeof problem>;

const judged = v.object({
  isValid: v.boolean(),
  events: v.number(),
  errors: v.number(),
  warnings: v.number(),
  problems: v.array(problem),
});
export type JudgedDocument = v.InferOutput<typeof judged>;

const converted = v.object({
  document: v.optional(v.blob()),
  problems: v.array(problem),
  warnings: v.array(v.object({ message: v.string(), remedy: v.optional(v.string()) })),
});
export type ConvertedDocument = v.InferOutput<typeof converted>;

/** What the worker tells. */
export const toldByWorker = v.union([
  v.object({ progress: v.string() }),
  v.object({ judged }),
  v.object({ converted }),
  v.object({ failed: v.string() }),
]);
export type ToldByWorker = v.InferOutput<typeof toldByWorker>;
