import type { UsFinding } from './finding.ts';
import type { UsRuleCode } from './rules.ts';

/** What a validator found. */
export interface UsFindings {
  readonly findings: readonly UsFinding[];
  /** Findings of each rule, those beyond the limit among them. */
  readonly counts: ReadonlyMap<UsRuleCode, number>;
}

/** Findings of one rule that are told: what is beyond is only counted, as most have one cause. */
const OF_A_RULE = 20;

/** Keeps findings, of each rule the first twenty. */
export function collector() {
  const findings: UsFinding[] = [];
  const counts = new Map<UsRuleCode, number>();
  return {
    add: (finding: UsFinding): void => {
      const n = (counts.get(finding.rule) ?? 0) + 1;
      counts.set(finding.rule, n);
      if (n <= OF_A_RULE) findings.push(finding);
    },
    all: (): UsFindings => ({ findings, counts }),
  };
}

/** Findings for which a receiver would refuse the document. */
export const errorsIn = ({ findings }: Pick<UsFindings, 'findings'>): UsFinding[] =>
  findings.filter(({ severity }) => severity === 'error');
