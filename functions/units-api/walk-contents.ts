import { Refused } from '#common/refused.ts';
import { chunksOf } from '#common/store/batches.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { refuse } from '#shared/refusal.ts';
import { eventsUntil } from '#shared/trace/events-until.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { rolesOf, type Timeline, timelineOf } from '#shared/trace/timeline.ts';

/** A container whose contents are wanted. */
export interface Container {
  readonly epc: string;
  /** EPCs from the root, which is not among them, to the container. */
  readonly path: readonly string[];
  /** The events that name it as a parent. */
  readonly events: readonly StoredEvent[];
}

/** A thing inside, in a timeline that has its events and its container's. */
export interface Found {
  readonly epc: string;
  readonly path: readonly string[];
  readonly timeline: Timeline;
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

/**
 * Everything in a container: a thing, then what is in it, then the next, each level in packing order. What a container's events put in is
 * asked for its own events, since only they tell that it was put elsewhere meanwhile.
 *
 * @param after path of the last thing seen: only what follows it
 */
export async function* walkContents(
  walk: Walk,
  container: Container,
  after: readonly string[] = [],
): AsyncGenerator<Found> {
  if (container.path.length === walk.depth) return;
  const own = eventsUntil(container.events, walk.at);
  const timeline = timelineOf(own);
  const [seen, ...further] = after;
  const children = childrenAfter(timeline, container.epc, seen);
  if (seen !== undefined && timeline.inside.get(container.epc)?.has(seen))
    for await (const { inside } of readInside(walk, container, own, [seen])) yield* walkContents(walk, inside, further);
  for (const batch of chunksOf(children, walk.batch))
    for await (const { found, inside } of readInside(walk, container, own, batch)) {
      yield found;
      yield* walkContents(walk, inside);
    }
}

/**
 * What the container's events say is in it, in the order of packing, beyond what was seen; that may have left since, but it keeps its place in the
 * order.
 */
function childrenAfter({ stays, inside }: Timeline, container: string, seen: string | undefined): string[] {
  const ever = [...stays].flatMap(([epc, own]) => {
    const last = own.findLast(({ parent }) => parent === container);
    return last === undefined ? [] : [{ epc, from: last.from }];
  });
  const order = ever.sort((a, b) => a.from - b.from).map(({ epc }) => epc);
  const begin = seen === undefined ? -1 : order.indexOf(seen);
  if (seen !== undefined && begin < 0) throw corrected(seen);
  return order.slice(begin + 1).filter((epc) => inside.get(container)?.has(epc));
}

async function* readInside(walk: Walk, container: Container, own: readonly StoredEvent[], batch: readonly string[]) {
  const read = eventsUntil(await walk.unitEvents(walk.tenant, batch), walk.at);
  const timeline = timelineOf([...own, ...read]);
  for (const epc of batch) {
    if (!timeline.inside.get(container.epc)?.has(epc) || bitesItsTail(walk, container, epc)) continue;
    const path = [...container.path, epc];
    yield { found: { epc, path, timeline }, inside: { epc, path, events: eventsOfParent(timeline, epc) } };
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

const corrected = (epc: string) =>
  new Refused(
    refuse('conflict', `${epc} was never among the contents: its packing was corrected between two pages`, {
      at: 'nextPageToken',
      rule: 'EPCIS 2.0 §7.4.1.2, error declaration',
      remedy: 'begin again without nextPageToken',
    }),
  );
