import type { QuantityElement, TransformationEvent } from '../epcis/event.ts';
import { spellingIn } from './mentions.ts';
import { happeningsTo, rolesOf, type Timeline } from './timeline.ts';

/** What a thing was made from and what became of it: EPCs and classes, canonical. */
export interface Making {
  readonly madeFrom: readonly string[];
  readonly madeInto: readonly string[];
}

/**
 * Transformations a thing took part in (EPCIS 2.0 §7.4.5). Events that share a transformationID are parts of one: some may tell inputs only,
 * some outputs only.
 */
export function madeOf(timeline: Timeline, epc: string): Making {
  const [madeFrom, madeInto] = [new Set<string>(), new Set<string>()];
  for (const happening of happeningsTo(timeline, epc)) {
    const { event } = happening.stored;
    if (event.type !== 'TransformationEvent') continue;
    const parts = partsOf(timeline, event);
    const roles = rolesOf(happening, epc);
    if (roles.includes('output'))
      for (const part of parts) addAll(madeFrom, part, part.inputEPCList, part.inputQuantityList);
    if (roles.includes('input'))
      for (const part of parts) addAll(madeInto, part, part.outputEPCList, part.outputQuantityList);
  }
  return { madeFrom: [...madeFrom], madeInto: [...madeInto] };
}

/** Ids of transformations that a thing took part in, whose other parts may be elsewhere in the repository. */
export function transformationsOf(timeline: Timeline, epc: string): Set<string> {
  const ids = happeningsTo(timeline, epc).flatMap(({ stored: { event } }) =>
    event.type === 'TransformationEvent' ? (event.transformationID ?? []) : [],
  );
  return new Set(ids);
}

function partsOf({ happenings }: Timeline, event: TransformationEvent): TransformationEvent[] {
  if (event.transformationID === undefined) return [event];
  return happenings.flatMap(({ stored, declarations }) =>
    declarations.length === 0 &&
    stored.event.type === 'TransformationEvent' &&
    stored.event.transformationID === event.transformationID
      ? [stored.event]
      : [],
  );
}

function addAll(
  to: Set<string>,
  part: TransformationEvent,
  epcs: readonly string[] = [],
  quantities: readonly QuantityElement[] = [],
): void {
  const spell = spellingIn(part);
  for (const one of [...epcs, ...quantities.map(({ epcClass }) => epcClass)]) to.add(spell(one));
}
