import * as v from 'valibot';
import { severities } from '../integrity/rules.ts';

/** Shapes of the HTTP API for exceptions. */
export const exceptionStates = ['open', 'assigned', 'resolved', 'cleared'] as const;
export const exceptionOutcomes = ['corrected', 'accepted', 'duplicate', 'other'] as const;

/** Why, in words that still say something to an inspector years later. */
const reason = v.pipe(v.string(), v.trim(), v.minLength(10, 'must have 10 characters or more'), v.maxLength(1_000));
/** Of the exception as the caller saw it; `If-Match` says it as well. */
const version = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)));

export const assignment = v.strictObject({
  to: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
  version,
});
export const resolution = v.strictObject({ reason, outcome: v.picklist(exceptionOutcomes), version });
export const reopening = v.strictObject({ reason, version });

export const exceptionEntry = v.object({
  /** ISO 8601 in UTC. */
  at: v.string(),
  /** A person or machine client; `rules` when nobody did it. */
  by: v.string(),
  what: v.picklist(['opened', 'assigned', 'resolved', 'cleared', 'reopened']),
  reason: v.optional(v.string()),
});

/** An exception as it is told. */
export const exceptionView = v.object({
  exceptionId: v.string(),
  rule: v.string(),
  severity: v.picklist(severities),
  title: v.string(),
  means: v.string(),
  remedy: v.string(),
  detail: v.string(),
  /** A unit (EPC), an event, a GTIN, a place, or a document and the rule it breaks. */
  subject: v.string(),
  epcs: v.array(v.string()),
  /** The one that offends first. */
  eventIds: v.array(v.string()),
  captureId: v.string(),
  detectedAt: v.string(),
  state: v.picklist(exceptionStates),
  assignee: v.optional(v.string()),
  outcome: v.optional(v.picklist(exceptionOutcomes)),
  version: v.number(),
  history: v.array(exceptionEntry),
});
export const exceptionPage = v.object({
  exceptions: v.array(exceptionView),
  nextPageToken: v.optional(v.string()),
});

const counts = v.record(v.string(), v.number());
export const tenantHealth = v.object({
  /** Open and assigned ones. */
  exceptions: v.object({ open: v.number(), bySeverity: counts, byRule: counts }),
  captureJobs: v.object({ running: v.number(), failed: v.number() }),
  deliveries: v.object({ parked: v.number() }),
});
