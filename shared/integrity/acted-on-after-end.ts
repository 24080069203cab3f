import type { EpcisEvent } from '../epcis/event.ts';
import type { Finding } from './finding.ts';
import { aliveAfterStep, deedOf } from './lives.ts';
import { unitFinding } from './make-finding.ts';
import type { Step, UnitHistory } from './unit-history.ts';

/** Steps (CBV 2.0 §7.1) that only goods take which exist. Those of dead goods on their way to destruction are not among them. */
const acts = new Set([
  'accepting',
  'arriving',
  'assembling',
  'consigning',
  'departing',
  'dispensing',
  'installing',
  'loading',
  'packing',
  'picking',
  'receiving',
  'repackaging',
  'reserving',
  'retail_selling',
  'shipping',
  'staging_outbound',
  'stocking',
  'transporting',
  'unloading',
]);

/** What ended takes part in nothing any more, unless it is commissioned anew. Taking it out of its container is tidying up. */
export function actedOnAfterEnd(history: UnitHistory): Finding[] {
  let end: Step | undefined;
  for (const step of history.steps) {
    const alive = aliveAfterStep(step);
    if (alive !== undefined) end = alive ? undefined : (end ?? step);
    else if (end !== undefined && isAct(step)) return [afterEnd(history, step, end)];
  }
  return [];
}

function afterEnd(history: UnitHistory, step: Step, end: Step): Finding {
  const detail = `${deedOf(step)} at ${step.stored.event.eventTime}, though it ended (${deedOf(end)}) at ${end.stored.event.eventTime}`;
  return unitFinding('acted-on-after-end', history, [step, end], detail);
}

function isAct({ stored: { event }, roles }: Step): boolean {
  if (roles.includes('emptied') || actionOf(event) === 'DELETE') return false;
  if (event.type === 'AggregationEvent') return event.action === 'ADD' || acts.has(event.bizStep ?? '');
  return acts.has(event.bizStep ?? '');
}

const actionOf = (event: EpcisEvent) => ('action' in event ? event.action : undefined);
