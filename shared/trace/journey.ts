import type { Happening, Timeline } from './timeline.ts';

/** Deeper than any packing. */
export const DEEPEST = 16;

/** A stretch of time in which what happened to a thing happened to the unit too: the unit itself, or what it was in. */
export interface Visit {
  readonly epc: string;
  /** Containers from the unit up to the thing, which is the last; empty for the unit itself. */
  readonly through: readonly string[];
  /** Events beyond the first place, up to and with the second. */
  readonly after: number;
  readonly until: number;
}

/** The unit, and every container it was in at any level, each for as long as it was; inner ones first. */
export function visitsOf({ stays }: Pick<Timeline, 'stays'>, epc: string): Visit[] {
  const visits: Visit[] = [{ epc, through: [], after: -1, until: Number.POSITIVE_INFINITY }];
  for (const visit of visits) {
    if (visit.through.length === DEEPEST) continue;
    for (const { parent, from, to = Number.POSITIVE_INFINITY } of stays.get(visit.epc) ?? []) {
      const [after, until] = [Math.max(from, visit.after), Math.min(to, visit.until)];
      if (after >= until || parent === epc || visit.through.includes(parent)) continue;
      visits.push({ epc: parent, through: [...visit.through, parent], after, until });
    }
  }
  return visits;
}

/** The containers whose events the journeys of these units take in. */
export function containersOf(timeline: Pick<Timeline, 'stays'>, epcs: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (const one of epcs)
    for (const { epc, through } of visitsOf(timeline, one)) if (through.length > 0) found.add(epc);
  return found;
}

/** An event of a journey, with the thing it happened to. */
export interface Step extends Pick<Visit, 'epc' | 'through'> {
  readonly happening: Happening;
}

/**
 * A unit's journey: its own events, and those of its containers while it was inside, each once, told of the innermost thing that the event
 * names. Emptying a container as a whole names no child and is yet an event of each. Events declared errors are among the steps.
 */
export function journeyOf(timeline: Timeline, epc: string): Step[] {
  const steps = new Map<number, Step>();
  for (const visit of visitsOf(timeline, epc))
    for (const place of timeline.naming.get(visit.epc) ?? []) {
      const happening = timeline.happenings[place];
      if (happening === undefined || place <= visit.after || place > visit.until || steps.has(place)) continue;
      steps.set(place, { happening, epc: visit.epc, through: visit.through });
    }
  return [...steps].sort(([a], [b]) => a - b).map(([, step]) => step);
}
