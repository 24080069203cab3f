import { guideline } from '../../../epcis/validation/dscsa/guideline.ts';
import type { UsFinding } from './finding.ts';
import { type UsRuleCode, usRules } from './rules.ts';
import type { Units } from './units.ts';

/** An event as the rules across events see it. */
export interface Told {
  /** Index in the document, from 0. */
  readonly event: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly units: Units;
  canonical(epc: string): string;
}

const LONGEST = 300;

/** Makes a finding about a thing. `part`: of the guideline. */
export const finder =
  (severity: UsFinding['severity']) =>
  (rule: UsRuleCode, event: number | undefined, epc: string | undefined, part: string, detail: string): UsFinding => ({
    rule,
    severity,
    ...(event !== undefined && { event }),
    ...(epc !== undefined && { epc }),
    detail: detail.length > LONGEST ? `${detail.slice(0, LONGEST - 1)}…` : detail,
    remedy: usRules[rule].remedy,
    clause: guideline(part),
  });

export const refused = finder('error');
export const doubted = finder('warning');
