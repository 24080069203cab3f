import type { Finding } from './finding.ts';
import type { RuleCode } from './rules.ts';
import type { Step, UnitHistory } from './unit-history.ts';

/** A finding about a unit. `steps`: those that contradict, the one that offends first. `others`: more units that it depends on. */
export function unitFinding(
  rule: RuleCode,
  { epc }: Pick<UnitHistory, 'epc'>,
  steps: readonly Step[],
  detail: string,
  others: readonly string[] = [],
): Finding {
  return {
    rule,
    subject: epc,
    epcs: [...new Set([epc, ...others])],
    eventIds: [...new Set(steps.map(({ stored }) => stored.eventId))],
    detail,
  };
}
