import { instantOf } from '../epcis/time.ts';
import { ilmdText } from '../trace/ilmd-text.ts';
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
    if (alive && begun !== undefined && !isRenewed(step) && !isToldInParts(history, step, begun))
      findings.push(again(history, step, begun));
    if (!alive) begun = undefined;
    else begun ??= step;
  }
  return findings;
}

/**
 * Of others' units we hear by whoever passes them on, in parts of one event: of a unit that comes back we hear again, in another part of the same commissioning. What is
 * ours is not told so to us: of that it is two.
 */
function isToldInParts({ facts }: UnitHistory, step: Step, begun: Step): boolean {
  return !facts.issued && !facts.claimed && saidBy(step) === saidBy(begun);
}

function saidBy({ stored: { event } }: Step): string {
  const { eventTime, bizStep, readPoint, '@context': context } = event;
  const ilmd = 'ilmd' in event ? event.ilmd : undefined;
  const told = ['lotNumber', 'itemExpirationDate'].map((name) => ilmdText(ilmd, name, context));
  return JSON.stringify([instantOf(eventTime), bizStep, readPoint?.id, ...told]);
}

const again = (history: UnitHistory, step: Step, begun: Step) =>
  unitFinding(
    'commissioned-twice',
    history,
    [step, begun],
    `commissioned at ${step.stored.event.eventTime} though it exists since ${begun.stored.event.eventTime}`,
  );
