import type { Finding } from './finding.ts';
import { deedOf } from './lives.ts';
import { unitFinding } from './make-finding.ts';
import type { UnitHistory } from './unit-history.ts';

/** A number from a space that pools of ours issue must have been issued by one of them before it can be used. */
export function neverIssued(history: UnitHistory): Finding[] {
  const { facts, steps } = history;
  const [first] = steps;
  if (first === undefined || facts.issued || !facts.pooled) return [];
  const detail = `${deedOf(first)} at ${first.stored.event.eventTime}, and no pool of ours issued it`;
  return [unitFinding('never-issued', history, [first], detail)];
}
