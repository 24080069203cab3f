import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { Finding } from '#shared/integrity/finding.ts';
import { isRuleCode, type RuleCode, rules, severities } from '#shared/integrity/rules.ts';
import { exceptionEntry, exceptionOutcomes, exceptionStates } from '#shared/messages/exceptions-api.ts';
import { exceptionCountKey, exceptionKey, exceptionStateKey } from './exception-keys.ts';

export type ExceptionState = (typeof exceptionStates)[number];
export type ExceptionEntry = v.InferOutput<typeof exceptionEntry>;

export const storedException = v.object({
  exceptionId: v.string(),
  rule: v.custom<RuleCode>((value) => typeof value === 'string' && isRuleCode(value)),
  severity: v.picklist(severities),
  subject: v.string(),
  epcs: v.array(v.string()),
  eventIds: v.array(v.string()),
  captureId: v.string(),
  detectedAt: v.string(),
  detail: v.string(),
  state: v.picklist(exceptionStates),
  assignee: v.optional(v.string()),
  outcome: v.optional(v.picklist(exceptionOutcomes)),
  /** Grows with every change. */
  version: v.number(),
  history: v.array(exceptionEntry),
  /** In the one exception that stands for all that were too many: how many those are. */
  more: v.optional(v.number()),
});

/** A contradiction among captured events, and what people and rules did about it. A quality record: it is kept. */
export type ExceptionRow = v.InferOutput<typeof storedException>;

/** True while somebody has to look at it. */
export const isActive = ({ state }: Pick<ExceptionRow, 'state'>) => state === 'open' || state === 'assigned';

/** Who acts when nobody does. */
export const BY_RULES = 'rules';

/**
 * Rules that a unit, a product or a place breaks once, as a whole: which event shows it depends on what has arrived. Any other exception is of
 * the event that offends.
 */
const asWhole = new Set<RuleCode>([
  'unknown-product',
  'unknown-place',
  'never-commissioned',
  'never-issued',
  'before-commissioning',
  'lot-contradiction',
  'history-too-long',
]);

/** The same finding has the same id, so finding it again changes nothing. */
export function exceptionId({ rule, subject, eventIds }: Pick<Finding, 'rule' | 'subject' | 'eventIds'>): string {
  const event = asWhole.has(rule) ? '' : (eventIds[0] ?? '');
  return createHash('sha256').update(`${rule}\n${subject}\n${event}`).digest('base64url').slice(0, 22);
}

/** The exception that a finding opens. */
export function exceptionOf(finding: Finding, captureId: string, at: Date): ExceptionRow {
  const { rule, severity = rules[finding.rule], ...rest } = finding;
  const detectedAt = at.toISOString();
  return {
    exceptionId: exceptionId(finding),
    rule,
    severity,
    ...rest,
    epcs: [...finding.epcs],
    eventIds: [...finding.eventIds],
    captureId,
    detectedAt,
    state: 'open',
    version: 1,
    history: [{ at: detectedAt, by: BY_RULES, what: 'opened' }],
  };
}

/** The item itself. */
export const exceptionItem = (tenant: string, row: ExceptionRow) => ({
  ...exceptionKey(tenant, row.exceptionId),
  ...row,
});

/** Where lists find it: among those of its state, and among all. In order of detection. */
export const listKey = (tenant: string, list: ExceptionState | 'all', row: ExceptionRow) =>
  exceptionStateKey(tenant, list, `${row.detectedAt}#${row.exceptionId}`);

/** The count that it is part of while it is active. */
export const tallyKey = (tenant: string, { rule, severity }: Pick<ExceptionRow, 'rule' | 'severity'>) =>
  exceptionCountKey(tenant, `${rule}#${severity}`);
