import type { Finding } from '#shared/line/finding.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { epcOf } from '../../line/packing/close-container.ts';
import type { Telling } from '../../line/telling.ts';
import type { Batch } from '../../store/batches.ts';
import type { Named } from '../../store/containers.ts';
import { tellUnpacked } from './apply-number.ts';
import { findThing, type Thing } from './find-thing.ts';
import type { Result, UnpackedFact } from './foreign-line.ts';
import { atOf, type ForeignNeeds } from './foreign-needs.ts';
import { foundWrong } from './found-wrong.ts';
import { clearHeld, holdFact } from './hold-fact.ts';
import type { Taking } from './taking.ts';

interface Unpacking {
  readonly parent: Thing;
  readonly children: readonly Thing[] | undefined;
}

/** Takes things out of a container that a line has opened, in the caller's transaction. It keeps its number, and may be packed again. */
export function takeUnpacked(
  needs: ForeignNeeds,
  telling: Telling,
  batch: Batch,
  fact: UnpackedFact,
  at: string,
  { group }: Taking,
): Result {
  const said = unpackingOf(needs, batch, fact, at);
  if (isRefusal(said)) return said;
  const findings = wrongIn(said, batch, at);
  if (findings.length > 0) return holdFact(needs, batch, { fact, findings }, group);
  clearHeld(needs, batch, fact);
  const container = containerOf(said.parent);
  if (container === undefined) return 'known';
  const out = inside(needs, container).filter(({ epc }) => said.children?.some((child) => child.epc === epc) ?? true);
  if (out.length === 0) return 'known';
  for (const { takeOut } of out) takeOut();
  tellUnpacked(
    telling,
    container.epc,
    out.map(({ epc }) => epc),
  );
  if (container.state === 'closed')
    needs.containers.change(container, { state: 'opened', at: atOf(needs), why: fact.reason });
  return 'taken';
}

/** What is wrong with an unpacking as it stands now. */
export function unpackingWrong(needs: ForeignNeeds, batch: Batch, fact: UnpackedFact): readonly Finding[] | Refusal {
  const said = unpackingOf(needs, batch, fact, '');
  return isRefusal(said) ? said : wrongIn(said, batch, '');
}

function unpackingOf(
  needs: ForeignNeeds,
  batch: Batch,
  { parent, children }: UnpackedFact,
  at: string,
): Unpacking | Refusal {
  const levels = batch.recipe.levels.map(({ level }) => level);
  const outer = findBearer(needs, batch, parent, levels);
  if (isRefusal(outer)) return { ...outer, at: `${at}/parent` };
  if (children === undefined) return { parent: outer, children };
  const found: Thing[] = [];
  for (const [i, told] of children.entries()) {
    const child = findBearer(needs, batch, told, levels);
    if (isRefusal(child)) return { ...child, at: `${at}/children/${i}` };
    found.push(child);
  }
  return { parent: outer, children: found };
}

/** A serial alone may be that of a container of any level. */
function findBearer(
  needs: ForeignNeeds,
  batch: Batch,
  told: string,
  levels: readonly ('bundle' | 'case' | 'pallet')[],
): Thing | Refusal {
  const found = levels.map((level) => findThing(needs, batch, told, level));
  return found.find((one) => !isRefusal(one) && one.is !== 'unknown') ?? found[0] ?? findThing(needs, batch, told);
}

function wrongIn({ parent, children = [] }: Unpacking, batch: Batch, at: string): Finding[] {
  const container = containerOf(parent);
  const { epc } = parent;
  const place = `${at}/parent`;
  if (container === undefined || container.batch !== batch.batch)
    return [foundWrong('foreign-code', epc, `${epc} is no container of order ${batch.order.order}`, place)];
  if (container.state !== 'closed' && container.state !== 'opened')
    return [foundWrong('ended', epc, `${epc} is ${container.state}`, place)];
  if (container.parent !== undefined)
    return [foundWrong('is-packed', epc, `${epc} stands in container ${container.parent}`, place)];
  return children.flatMap((child, i) => {
    const within = withinOf(child);
    const spot = `${at}/children/${i}`;
    if (child.is === 'unknown')
      return [foundWrong('foreign-code', child.epc, `${child.epc} is no number of this site`, spot)];
    if (within === undefined || within === container.container) return [];
    return [foundWrong('packed-twice', child.epc, `${child.epc} is in container ${within}`, spot)];
  });
}

const containerOf = (thing: Thing): Named | undefined =>
  thing.is === 'number' || thing.is === 'container' ? thing.container : undefined;

const withinOf = (thing: Thing): number | undefined =>
  thing.is === 'unit' ? thing.unit.container : containerOf(thing)?.parent;

function inside(needs: ForeignNeeds, container: Named): { readonly epc: string; readonly takeOut: () => void }[] {
  const { packs, containers } = needs;
  return [
    ...packs.inside(container).map((pack) => ({ epc: epcOf(needs, pack), takeOut: () => packs.takeOut(pack) })),
    ...containers.inside(container).map((one) => ({ epc: one.epc, takeOut: () => containers.takeOut(one) })),
  ];
}
