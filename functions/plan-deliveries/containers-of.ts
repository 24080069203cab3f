import { lookInside, MOST_LEVELS } from '#common/look-inside.ts';
import { AT_ONCE } from '#common/look-pace.ts';
import { orRefuse } from '#common/refused.ts';
import type { LotName } from '#common/store/lot-fates.ts';
import { gtinOf } from '#common/store/unit-code.ts';
import type { UnitEvents } from '#common/store/unit-events.ts';
import { refuse } from '#shared/refusal.ts';
import { orderedEvents } from '#shared/trace/effective-events.ts';
import { eventsUntil } from '#shared/trace/events-until.ts';
import { lotsAtEnd } from '#shared/trace/lots-at-end.ts';
import { mentionsOf } from '#shared/trace/mentions.ts';
import { packingOf } from '#shared/trace/packing.ts';

/** Something that packs are in, at whatever depth. */
export interface Container {
  /** Canonical. */
  readonly epc: string;
  /** Lots of which it holds packs that were not among those that were asked about. */
  readonly others: readonly LotName[];
  /** 1: packs are in it, and nothing that is a container itself; 2: such ones are, and so on. */
  readonly level: number;
  /** What is directly in it but the packs that were asked about, canonical. */
  readonly inner: readonly string[];
  /** How many things are directly in it. */
  readonly holds: number;
}

/** Packs that are asked about. */
export interface Asked {
  /** Canonical. */
  readonly packs: Iterable<string>;
  /** True for one of them. */
  has(epc: string): boolean;
}

/**
 * The containers that packs were in at a time, from the lowest level to the highest: before each stands all that it holds. Packs are looked at some thousand
 * at once, and nothing is kept of them: a lot may have millions.
 *
 * @throws Refused `too-complex` when they are packed in a circle
 */
export async function containersOf(
  unitEvents: UnitEvents,
  tenant: string,
  asked: Asked,
  time: string,
): Promise<Container[]> {
  const held = new Map<string, Held>();
  const levels = new Map<string, number>();
  let below = asked.packs;
  for (let level = 1; ; level++) {
    const above = new Map<string, Held>();
    for (const some of someOf(below))
      for (const [parent, children] of await parentsOf(unitEvents, tenant, some, time))
        above.set(parent, { inner: [...children].filter((child) => !asked.has(child)), holds: children.size });
    if (above.size === 0) break;
    if (level > MOST_LEVELS) orRefuse(tooDeep);
    for (const [parent, its] of above) {
      held.delete(parent); // what was met as a lower one stands as the higher one that it is
      held.set(parent, its);
      levels.set(parent, level);
    }
    below = above.keys();
  }
  return withOthers(unitEvents, tenant, { held, levels }, time);
}

function* someOf(things: Iterable<string>): Generator<string[]> {
  let some: string[] = [];
  for (const one of things) {
    some.push(one);
    if (some.length < AT_ONCE) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

const tooDeep = refuse('too-complex', `the packs are in more than ${MOST_LEVELS} levels of packing, or in a circle`, {
  remedy: 'capture how they are packed',
});

/** What some things are directly in, and all that is directly in that. Both sides are asked: a thing may be put elsewhere, or its parent emptied. */
async function parentsOf(unitEvents: UnitEvents, tenant: string, things: readonly string[], time: string) {
  const own = eventsUntil(await unitEvents(tenant, things, { roles: ['child'] }), time);
  const parents = new Set(own.flatMap(({ event }) => mentionsOf(event).find(isParent)?.epc ?? []));
  const theirs =
    parents.size === 0 ? [] : eventsUntil(await unitEvents(tenant, [...parents], { roles: ['parent'] }), time);
  const { stays, inside } = packingOf(
    orderedEvents([...own, ...theirs]).map((one) => ({ ...one, mentions: mentionsOf(one.stored.event) })),
  );
  const found = new Map<string, ReadonlySet<string>>();
  for (const epc of things) {
    const last = stays.get(epc)?.at(-1);
    if (last !== undefined && last.to === undefined) found.set(last.parent, inside.get(last.parent) ?? new Set());
  }
  return found;
}

const isParent = ({ role }: { readonly role: string }) => role === 'parent';

type Held = Pick<Container, 'inner' | 'holds'>;

interface Found {
  /** What is directly in each container, the lowest first. */
  readonly held: ReadonlyMap<string, Held>;
  readonly levels: ReadonlyMap<string, number>;
}

async function withOthers(unitEvents: UnitEvents, tenant: string, { held, levels }: Found, time: string) {
  const strangers = new Set([...held.values()].flatMap(({ inner }) => inner.filter((epc) => !held.has(epc))));
  const lots = await lotsIn(unitEvents, tenant, strangers, time);
  const others = new Map<string, ReadonlyMap<string, LotName>>();
  const containers: Container[] = [];
  for (const [epc, { inner, holds }] of held) {
    const own = new Map<string, LotName>();
    for (const child of inner) for (const [name, lot] of others.get(child) ?? lots.get(child) ?? []) own.set(name, lot);
    others.set(epc, own);
    containers.push({ epc, others: [...own.values()], level: levels.get(epc) ?? 1, inner, holds });
  }
  return containers;
}

/** The lots of what is in each of some things, or which it is of itself. */
async function lotsIn(unitEvents: UnitEvents, tenant: string, things: ReadonlySet<string>, time: string) {
  const roots = new Map<string, string>([...things].map((epc) => [epc, epc]));
  const lots = new Map<string, Map<string, LotName>>();
  for await (const looked of lookInside(unitEvents, tenant, things, time)) {
    const known = lotsAtEnd(looked.events);
    for (const epc of looked.things) {
      const root = roots.get(epc) ?? epc;
      for (const child of looked.inside.get(epc) ?? []) if (!roots.has(child)) roots.set(child, root);
      const [gtin, lot] = [gtinOf(epc), known.get(epc)];
      if (gtin === undefined || lot === undefined) continue;
      lots.set(root, (lots.get(root) ?? new Map()).set(`${gtin} ${lot}`, { gtin, lot }));
    }
  }
  return lots;
}
