import { chunksOf, inLanes } from '#common/store/batches.ts';
import { identify } from '#shared/gs1/identify.ts';
import { eventsUntil } from '#shared/trace/events-until.ts';
import { type Timeline, timelineOf } from '#shared/trace/timeline.ts';
import type { Spend } from './time-budget.ts';
import { bitesItsTail, type Container, eventsOfParent, type Walk } from './walk-contents.ts';

export interface Count {
  readonly depth: number;
  /** `sgtin`, `sscc` or `other`. */
  readonly kind: string;
  readonly gtin?: string;
  readonly units: number;
}

/** Children whose events are held at once, and how many such lots are read at a time. */
const BATCH = 1_000;
const LANES = 3;

/** How many things are in a container, by level and GTIN. Reads a level at a time, however many containers it has. */
export async function summarizeContents(
  walk: Walk,
  root: Container,
  spend: Spend,
): Promise<{ units: number; counts: Count[] }> {
  const counts = new Map<string, Count>();
  let units = 0;
  let level = childrenIn(timelineOf(eventsUntil(root.events, walk.at)), root);
  for (let depth = 1; level.length > 0 && depth <= walk.depth; depth++) {
    const found = await inLanes(chunksOf(level, BATCH), (some) => readLevel(walk, some, spend), LANES);
    for (const { epc } of found.flatMap(({ inside }) => inside)) {
      units++;
      countIn(counts, epc, depth);
    }
    level = found.flatMap(({ next }) => next);
  }
  return { units, counts: [...counts.values()] };
}

interface Child {
  readonly epc: string;
  readonly container: Container;
}

const childrenIn = ({ inside }: Timeline, container: Container): Child[] =>
  [...(inside.get(container.epc) ?? [])].map((epc) => ({ epc, container }));

/** Those of the children that are inside, and what their events say is in them in turn. */
async function readLevel(walk: Walk, children: readonly Child[], spend: Spend) {
  spend(children.length);
  const read = await walk.unitEvents(walk.tenant, [...new Set(children.map(({ epc }) => epc))]);
  const containers = new Set(children.map(({ container }) => container));
  const own = [...containers].flatMap(({ events }) => events);
  const timeline = timelineOf(eventsUntil([...own, ...read], walk.at));
  const inside = children.filter(
    ({ epc, container }) => timeline.inside.get(container.epc)?.has(epc) && !bitesItsTail(walk, container, epc),
  );
  const holding = inside.filter(({ epc }) => (timeline.inside.get(epc)?.size ?? 0) > 0);
  const next = holding.flatMap(({ epc, container: { path } }) =>
    childrenIn(timeline, { epc, path: [...path, epc], events: eventsOfParent(timeline, epc) }),
  );
  return { inside, next };
}

function countIn(counts: Map<string, Count>, epc: string, depth: number): void {
  const key = identify(epc);
  const gtin = key.kind === 'sgtin' ? key.gtin : undefined;
  const name = `${depth} ${key.kind} ${gtin}`;
  const units = (counts.get(name)?.units ?? 0) + 1;
  counts.set(name, { depth, kind: key.kind, ...(gtin !== undefined && { gtin }), units });
}
