import type { Finding } from './finding.ts';
import { aliveAfterStep, isRenewed } from './lives.ts';
import { unitFinding } from './make-finding.ts';
import type { Step, UnitHistory } from './unit-history.ts';

/** A unit that exists cannot begin to exist (EPCIS 2.0 §7.4.2, ObjectEvent ADD). One that ended may begin again. */
export function commissionedTwice(history: UnitHistory): Finding[] {
  const findings: Finding[] = [];
  let begun: Step | undefined;
  for (const step of history.steps) {
    const alive = aliveAfterStep(step);
    if (alive === undefined) continue;
    if (alive && begun !== undefined && !isRenewed(step)) findings.push(again(history, step, begun));
    if (!alive) begun = undefined;
    else begun ??= step;
  }
  return findings;
}

const again = (history: UnitHistory, step: Step, begun: Step) =>
  unitFinding(
    'commissioned-twice',
    history,
    [step, begun],
    `commissioned at ${step.stored.event.eventTime} though it exists since ${begun.stored.event.eventTime}`,
  );
