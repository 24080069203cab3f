import type { RuleCode, Severity } from './rules.ts';

/** A contradiction that a rule found. The same events give the same findings, whatever order they came in. */
export interface Finding {
  readonly rule: RuleCode;
  /** When it differs from that of the rule. */
  readonly severity?: Severity;
  /** What it is about: a unit (canonical EPC), an event (its id), a GTIN, a place (canonical), or a document and the rule it breaks. */
  readonly subject: string;
  /** Units concerned, canonical, the subject first: events about any of them may withdraw the finding. */
  readonly epcs: readonly string[];
  /** The events that contradict; the first is the one that offends. */
  readonly eventIds: readonly string[];
  readonly detail: string;
}
