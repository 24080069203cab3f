import type { Fault, Finding, Tier } from './finding.ts';

/** As many errors and as many warnings of one event or head are told at most. */
const FINDING_LIMIT = 100;

/** The faults as findings of a tier. Warnings never push errors out: each have their own limit. */
export function collectFindings(faults: Iterable<Fault>, tier: Tier): Finding[] {
  const findings: Finding[] = [];
  const told = { error: 0, warning: 0 };
  for (const fault of faults) {
    if (told[fault.severity]++ < FINDING_LIMIT) findings.push({ tier, ...fault });
  }
  return findings;
}
