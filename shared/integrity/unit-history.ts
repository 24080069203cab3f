import { instantOf } from '../epcis/time.ts';
import { canonicalEpc } from '../gs1/canonical-epc.ts';
import { effectiveEvents } from '../trace/effective-events.ts';
import { emptiesParent } from '../trace/empties-parent.ts';
import { mentionsOf, type Role } from '../trace/mentions.ts';
import type { StoredEvent } from '../trace/stored-event.ts';

/** What happened to a unit in one event. `emptied`: a container it was ever put into was emptied by an event that names no children. */
export interface Step {
  readonly stored: StoredEvent;
  /** Event time in milliseconds since 1970. */
  readonly at: number;
  readonly roles: readonly (Role | 'emptied')[];
}

/** What the registry says of a unit. */
export interface UnitFacts {
  /** A pool of ours issued it. */
  readonly issued: boolean;
  /** A pool of ours issues for its GTIN or SSCC space. */
  readonly pooled: boolean;
  /** Its product is ours. */
  readonly claimed: boolean;
}

/** What the rules know of one unit: everything that happened to it, in order, once each and without what was declared an error. */
export interface UnitHistory {
  readonly epc: string;
  readonly steps: readonly Step[];
  readonly facts: UnitFacts;
  /** Histories of what was ever put into it and of what it was ever put into, as far as the rules need them. */
  readonly others: ReadonlyMap<string, readonly Step[]>;
}

/** The steps of every unit that the events name, by canonical EPC. Order and repetition of `events` do not matter. */
export function stepsOf(events: readonly StoredEvent[]): Map<string, Step[]> {
  const steps = new Map<string, Step[]>();
  const everIn = new Map<string, Set<string>>();
  const add = (epc: string, step: Step) => {
    const known = steps.get(epc);
    if (known === undefined) steps.set(epc, [step]);
    else known.push(step);
  };
  for (const stored of effectiveEvents(events)) {
    const { event } = stored;
    const at = instantOf(event.eventTime);
    const named = new Map<string, Role[]>();
    for (const { epc, role } of mentionsOf(event)) named.set(epc, [...(named.get(epc) ?? []), role]);
    for (const [epc, roles] of named) add(epc, { stored, at, roles });
    if (event.type !== 'AggregationEvent' || event.parentID === undefined) continue;
    const parent = canonicalEpc(event.parentID);
    const inside = everIn.get(parent) ?? new Set();
    if (event.action === 'ADD') for (const child of event.childEPCs ?? []) inside.add(canonicalEpc(child));
    everIn.set(parent, inside);
    if (emptiesParent(event)) for (const child of inside) add(child, { stored, at, roles: ['emptied'] });
  }
  return steps;
}

/** The container of an aggregation, canonical; undefined for any other event. */
export function containerOf({ stored: { event } }: Step): string | undefined {
  return event.type === 'AggregationEvent' && event.parentID !== undefined ? canonicalEpc(event.parentID) : undefined;
}

/** True when the step puts the unit into a container. */
export const isPackedBy = ({ stored: { event }, roles }: Step): boolean =>
  event.type === 'AggregationEvent' &&
  event.action === 'ADD' &&
  event.parentID !== undefined &&
  roles.includes('child');
