import type { Finding } from '#shared/line/finding.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { chunks, EPCS, grouped } from '../../line/container-events.ts';
import { closeContainer, epcOf } from '../../line/packing/close-container.ts';
import type { Telling } from '../../line/telling.ts';
import type { Batch } from '../../store/batches.ts';
import { type Named, named } from '../../store/containers.ts';
import type { Pack } from '../../store/packs.ts';
import { findThing, type Thing } from './find-thing.ts';
import type { PackedFact, Result } from './foreign-line.ts';
import { atOf, type ForeignNeeds } from './foreign-needs.ts';
import { clearHeld, holdFact } from './hold-fact.ts';
import { type Packing, packedWrong } from './judge-packed.ts';
import type { Taking } from './taking.ts';

/** Takes a container that a line has packed, in the caller's transaction: it, what is in it and their events as our own lines do. */
export function takePacked(
  needs: ForeignNeeds,
  telling: Telling,
  batch: Batch,
  fact: PackedFact,
  at: string,
  { word = 'line', group }: Taking,
): Result {
  const packing = packingOf(needs, batch, fact, at);
  if (isRefusal(packing)) return packing;
  if (isKnown(needs, packing)) {
    clearHeld(needs, batch, fact);
    return 'known';
  }
  const findings = packedWrong(needs, batch, fact, packing, at).filter(({ mayTell }) => word === 'line' || !mayTell);
  if (findings.length > 0) return holdFact(needs, batch, { fact, findings }, group);
  pack(needs, telling, batch, fact, packing);
  clearHeld(needs, batch, fact);
  return 'taken';
}

/** What is wrong with a packing as it stands now: by a person's word only what cannot be so. */
export function packingWrong(
  needs: ForeignNeeds,
  batch: Batch,
  fact: PackedFact,
  word: 'person' | 'line' = 'person',
): readonly Finding[] | Refusal {
  const packing = packingOf(needs, batch, fact, '');
  if (isRefusal(packing)) return packing;
  return packedWrong(needs, batch, fact, packing, '').filter(({ mayTell }) => word === 'line' || !mayTell);
}

function packingOf(
  needs: ForeignNeeds,
  batch: Batch,
  { level, parent, children }: PackedFact,
  at: string,
): Packing | Refusal {
  const outer = findThing(needs, batch, parent, level);
  if (isRefusal(outer)) return { ...outer, at: `${at}/parent` };
  const own = batch.recipe.levels.findIndex((one) => one.level === level);
  const below = batch.recipe.levels[own - 1]?.level;
  const found: Thing[] = [];
  for (const [i, told] of children.entries()) {
    const child = findThing(needs, batch, told, below);
    if (isRefusal(child)) return { ...child, at: `${at}/children/${i}` };
    found.push(child);
  }
  return { parent: outer, children: found };
}

/** The container is closed with exactly that in it. */
function isKnown({ containers }: ForeignNeeds, { parent, children }: Packing): boolean {
  if (parent.is !== 'number' || parent.container?.state !== 'closed') return false;
  const { container } = parent.container;
  const names = new Set(children.map(({ epc }) => epc));
  const isIn = (child: Thing) =>
    child.is === 'unit'
      ? child.unit.container === container
      : child.is !== 'unknown' && child.container?.parent === container;
  return (
    names.size === children.length && children.every(isIn) && containers.holds(parent.container) === children.length
  );
}

function pack(
  needs: ForeignNeeds,
  telling: Telling,
  batch: Batch,
  fact: PackedFact,
  { parent, children }: Packing,
): void {
  const { containers, packs, handed } = needs;
  if (parent.is !== 'number') throw new Error(`${parent.epc} was not given to the line`);
  const at = atOf(needs);
  const units = children.flatMap((child) => (child.is === 'unit' ? [child.unit] : []));
  const inner = children.flatMap((child) =>
    child.is === 'number' || child.is === 'container' ? [child.container] : [],
  );
  const full = batch.recipe.levels.find(({ level }) => level === fact.level)?.count ?? 0;
  const again = parent.container;
  const made = again ?? named(begun(needs, batch, fact, parent.epc, at));
  packs.put(made, units);
  containers.put(
    made,
    inner.filter((one) => one !== undefined),
  );
  const partial = containers.holds(made) < full;
  if (again !== undefined) {
    tellMore(needs, telling, batch, again, children);
    containers.change(again, { state: 'closed', at, partial, why: 'packed again' });
    return;
  }
  handed.change(parent.number, 'used', at);
  const marked = { ...made, ...containers.change(made, { state: 'labelled', at, partial }), epc: made.epc };
  closeContainer(needs, telling, batch, marked, partial ? 'told by its line, not full' : 'told by its line');
}

function begun({ containers }: ForeignNeeds, { batch }: Batch, { level }: PackedFact, epc: string, at: string) {
  return containers.change(containers.open(batch, level, at), { state: 'labelled', epc, at });
}

/** More went into a container that the world knows. */
function tellMore(
  needs: ForeignNeeds,
  telling: Telling,
  { order }: Batch,
  { epc }: Named,
  children: readonly Thing[],
): void {
  const { packs } = needs;
  const fresh: Pack[] = children.flatMap((child) => {
    if (child.is !== 'unit' || child.unit.isTold) return [];
    const pack = packs.find(child.unit.gtin, child.unit.serial);
    return pack === undefined ? [] : [pack];
  });
  const { lot, expiry } = order;
  const [born, packed] = [telling.stamp(), telling.stamp()];
  const begin = chunks(
    fresh.map((one) => epcOf(needs, one)),
    EPCS,
  ).map((epcs) => commissionEvent({ epcs, lot, expiry, ...born, ...telling.place }));
  const into = chunks(
    children.map((child) => child.epc),
    EPCS,
  ).map((part) => packEvent({ parent: epc, children: part, ...packed, ...telling.place }));
  for (const group of grouped([...begin, ...into])) telling.tell(group);
  packs.told(fresh);
}
