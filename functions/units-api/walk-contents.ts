import { chunksOf } from '#common/store/batches.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { emptiesParent } from '#shared/trace/empties-parent.ts';
import { eventsUntil } from '#shared/trace/events-until.ts';
import { type Moment, sooner } from '#shared/trace/moment.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { rolesOf, type Timeline, timelineOf } from '#shared/trace/timeline.ts';

/** A container whose contents are wanted. */
export interface Container {
  readonly epc: string;
  /** EPCs from the root, which is not among them, to the container. */
  readonly path: readonly string[];
  /** The same, each with when it was packed. */
  readonly places?: readonly PackedAt[];
  /** The events that name it as a parent. */
  readonly events: readonly StoredEvent[];
}

/** A thing inside, in a timeline that has its events and its container's. */
export interface Found {
  readonly epc: string;
  readonly path: readonly string[];
  readonly timeline: Timeline;
}

/** A thing that a container's events put in. */
export interface Looked {
  /** When it was packed, behind that of each container around it, from the root inwards. */
  readonly places: readonly PackedAt[];
  /** Undefined when it was put elsewhere since. */
  readonly found: Found | undefined;
}

export interface Walk {
  /** The container that the walk began with. */
  readonly root: string;
  readonly unitEvents: UnitEvents;
  readonly tenant: string;
  /** Events after this time do not count. */
  readonly at: string | undefined;
  /** Levels below the root. */
  readonly depth: number;
  /** Children whose events are read together. */
  readonly batch: number;
}

/** When a thing was packed into its container, as it stood when it was told: the order of the contents, which no later repacking shifts. */
export interface PackedAt extends Moment {
  /** Its place among what the event names. */
  readonly nth: number;
  readonly epc: string;
}

/**
 * Everything in a container: a thing, then what is in it, then the next, each level in packing order. What a container's events put in is
 * asked for its own events, since only they tell that it was put elsewhere meanwhile: such are told as looked at, so that a walk can be broken off.
 *
 * @param after the last thing looked at, with the containers around it from the root inwards: only what follows it
 */
export async function* walkContents(
  walk: Walk,
  container: Container,
  after: readonly PackedAt[] = [],
): AsyncGenerator<Looked> {
  if (container.path.length === walk.depth) return;
  const own = eventsUntil(container.events, walk.at);
  // What names a child is read with it: of a container of a hundred thousand things all of it would be folded for each batch.
  const emptying = own.filter(({ event }) => event.type === 'AggregationEvent' && emptiesParent(event));
  const [seen, ...further] = after;
  const children = childrenOf(timelineOf(own), container.epc);
  // What was repacked since comes again in its new place, with all that is in it.
  const same = children.find((child) => seen !== undefined && inOrder(child, seen) === 0);
  if (same !== undefined)
    for await (const { inside } of readInside(walk, container, emptying, [same]))
      if (inside !== undefined) yield* walkContents(walk, inside, further);
  const rest = seen === undefined ? children : children.filter((child) => inOrder(child, seen) > 0);
  for (const batch of chunksOf(rest, walk.batch))
    for await (const { inside, ...looked } of readInside(walk, container, emptying, batch)) {
      yield looked;
      if (inside !== undefined) yield* walkContents(walk, inside);
    }
}

/** What the container's events say is in it, in the order of packing. */
function childrenOf({ stays, inside, happenings }: Timeline, container: string): PackedAt[] {
  const packed = Map.groupBy(inside.get(container) ?? [], (epc) => stays.get(epc)?.at(-1)?.from ?? -1);
  const children = [...packed].flatMap(([from, epcs]) => {
    const one = happenings[from];
    if (one === undefined) return [];
    const places = new Map([...one.roles.keys()].map((epc, nth) => [epc, nth]));
    return epcs.map((epc) => ({ ...one.moment, nth: places.get(epc) ?? 0, epc }));
  });
  return children.sort(inOrder);
}

/** Things packed by one event come as it names them. */
const inOrder = (a: PackedAt, b: PackedAt): number => sooner(a, b) || a.nth - b.nth;

async function* readInside(
  walk: Walk,
  container: Container,
  emptying: readonly StoredEvent[],
  batch: readonly PackedAt[],
) {
  const asked = batch.map(({ epc }) => epc);
  const read = eventsUntil(await walk.unitEvents(walk.tenant, asked), walk.at);
  const timeline = timelineOf([...emptying, ...read]);
  for (const at of batch) {
    const { epc } = at;
    const places = [...(container.places ?? []), at];
    if (!timeline.inside.get(container.epc)?.has(epc) || bitesItsTail(walk, container, epc)) {
      yield { places, found: undefined, inside: undefined };
      continue;
    }
    const path = [...container.path, epc];
    const inside = { epc, path, places, events: eventsOfParent(timeline, epc) };
    yield { places, found: { epc, path, timeline }, inside };
  }
}

/** A container inside itself would be walked for ever. */
export const bitesItsTail = ({ root }: Walk, { path }: Pick<Container, 'path'>, epc: string) =>
  epc === root || path.includes(epc);

/** The events that name a thing as a parent, which are all that tell what is in it, with declarations about them. */
export const eventsOfParent = ({ naming, happenings }: Timeline, epc: string): StoredEvent[] =>
  (naming.get(epc) ?? []).flatMap((place) => {
    const one = happenings[place];
    return one !== undefined && rolesOf(one, epc).includes('parent') ? [one.stored, ...one.declarations] : [];
  });
