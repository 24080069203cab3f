import type { ObjectEvent } from '#shared/epcis/event.ts';
import { decommissionEvent, destroyEvent, type Ending } from '#shared/trace/end-units.ts';
import { sampleEvent } from '#shared/trace/sample.ts';
import { unpackEvent } from '#shared/trace/unpack.ts';
import { chunks, EPCS, grouped } from '../../line/container-events.ts';
import { epcOf } from '../../line/packing/close-container.ts';
import type { Telling } from '../../line/telling.ts';
import { Audit } from '../../store/audit.ts';
import type { Batch } from '../../store/batches.ts';
import type { Named } from '../../store/containers.ts';
import type { ForeignUnit } from '../../store/foreign-units.ts';
import type { UnitState } from '../../store/journal.ts';
import type { NumbersFact } from './foreign-line.ts';
import { atOf, type ForeignNeeds } from './foreign-needs.ts';
import type { Step } from './judge-number.ts';

/** The event that tells that something which exists has become this. */
const eventOf: Readonly<Partial<Record<UnitState, (ending: Ending) => ObjectEvent>>> = {
  sampled: (ending) => sampleEvent({ ...ending, kind: 'quality-assurance' }),
  decommissioned: decommissionEvent,
  destroyed: destroyEvent,
};

/** Makes of packs what was judged, in the caller's transaction, and tells it of those that exist for the world. */
export function applyToUnits(
  needs: ForeignNeeds,
  telling: Telling,
  fact: NumbersFact,
  steps: readonly { readonly unit: ForeignUnit; readonly epc: string; readonly step: Step }[],
): void {
  const at = atOf(needs);
  const reason = reasonOf(fact);
  const ended = new Map<UnitState, string[]>();
  for (const { unit, epc, step } of steps) {
    if (step === 'known') continue;
    if (step === 'encode') needs.units.encode(unit, at);
    else if (step === 'note') note(needs, unit.batch, `unit ${unit.serial}`, reason ?? 'inspected');
    else {
      needs.units.change(unit, { state: step.to, reason, isLabel: step.isLabel, at });
      // A number that was taken off before is no more: nothing can be told of it.
      if (unit.isTold && unit.state !== 'decommissioned') ended.set(step.to, [...(ended.get(step.to) ?? []), epc]);
    }
  }
  for (const [state, epcs] of ended) tellEnd(telling, state, epcs);
}

/** Ends a container that was closed, in the caller's transaction: what is in it stands by itself from then on. */
export function endContainer(
  needs: ForeignNeeds,
  telling: Telling,
  container: Named,
  to: 'decommissioned' | 'destroyed',
  why: string,
): void {
  const packs = needs.packs.inside(container);
  const inner = needs.containers.inside(container);
  const children = [...packs.map((pack) => epcOf(needs, pack)), ...inner.map(({ epc }) => epc)];
  for (const pack of packs) needs.packs.takeOut(pack);
  for (const one of inner) needs.containers.takeOut(one);
  if (children.length > 0) tellUnpacked(telling, container.epc, children);
  needs.containers.change(container, { state: to, at: atOf(needs), why });
  tellEnd(telling, to, [container.epc]);
}

/** Tells that things left a container. */
export function tellUnpacked(telling: Telling, parent: string, children: readonly string[]): void {
  const about = { ...telling.stamp(), ...telling.place };
  const events = chunks(children, EPCS).map((part) => unpackEvent({ parent, children: part, ...about }));
  for (const group of grouped(events)) telling.tell(group);
}

function tellEnd(telling: Telling, state: UnitState, epcs: readonly string[]): void {
  const event = eventOf[state];
  if (event === undefined) return;
  const about = { ...telling.stamp(), ...telling.place };
  for (const group of grouped(chunks(epcs, EPCS).map((part) => event({ epcs: part, ...about })))) telling.tell(group);
}

export function note(needs: ForeignNeeds, batch: Batch['batch'], subject: string, why: string): void {
  new Audit(needs.db).append({ at: atOf(needs), batch, subject, now: 'inspected', why });
}

/** What stands in the records as the reason. */
export function reasonOf(fact: NumbersFact): string | undefined {
  if (!('reason' in fact)) return undefined;
  return fact.kind === 'invalidated' || fact.kind === 'label-scrapped' ? `${fact.kind}: ${fact.reason}` : fact.reason;
}
