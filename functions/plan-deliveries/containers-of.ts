import { AT_ONCE, lookInside, MOST_LEVELS } from '#common/look-inside.ts';
import { orRefuse } from '#common/refused.ts';
import { chunksOf } from '#common/store/batches.ts';
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
}

/**
 * The containers that packs were in at a time, from the lowest level to the highest: before each stands all that it holds.
 *
 * @param packs canonical
 * @throws Refused `too-complex` when they are packed in a circle
 */
export async function containersOf(
  unitEvents: UnitEvents,
  tenant: string,
  packs: readonly string[],
  time: string,
): Promise<Container[]> {
  const held = new Map<string, ReadonlySet<string>>();
  const levels = new Map<string, number>();
  let below = packs;
  for (let level = 1; below.length > 0; level++) {
    const above = new Map<string, ReadonlySet<string>>();
    for (const some of chunksOf(below, AT_ONCE))
      for (const [parent, children] of await parentsOf(unitEvents, tenant, some, time)) above.set(parent, children);
    if (level > MOST_LEVELS && above.size > 0) orRefuse(tooDeep);
    for (const [parent, children] of above) {
      held.delete(parent); // what was met as a lower one stands as the higher one that it is
      held.set(parent, children);
      levels.set(parent, level);
    }
    below = [...above.keys()];
  }
  return withOthers(unitEvents, tenant, { packs: new Set(packs), held, levels }, time);
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

interface Found {
  readonly packs: ReadonlySet<string>;
  /** What is directly in each container, the lowest first. */
  readonly held: ReadonlyMap<string, ReadonlySet<string>>;
  readonly levels: ReadonlyMap<string, number>;
}

async function withOthers(unitEvents: UnitEvents, tenant: string, { packs, held, levels }: Found, time: string) {
  const isStranger = (epc: string) => !packs.has(epc) && !held.has(epc);
  const strangers = new Set([...held.values()].flatMap((children) => [...children].filter(isStranger)));
  const lots = await lotsIn(unitEvents, tenant, strangers, time);
  const others = new Map<string, ReadonlyMap<string, LotName>>();
  const containers: Container[] = [];
  for (const [epc, children] of held) {
    const own = new Map<string, LotName>();
    for (const child of children)
      for (const [name, lot] of others.get(child) ?? lots.get(child) ?? []) own.set(name, lot);
    others.set(epc, own);
    containers.push({ epc, others: [...own.values()], level: levels.get(epc) ?? 1 });
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
