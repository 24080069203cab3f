import { type Refusal, refuse } from '#shared/refusal.ts';
import { decommissionEvent, destroyEvent } from '#shared/trace/end-units.ts';
import type { Signature } from '../../store/acts.ts';
import { type Container, type Named, subjectOf } from '../../store/containers.ts';
import type { Pack } from '../../store/packs.ts';
import { act, type Bench, type ContainerRef, type Done, forbid, type ManualNeeds, type SerialRef } from './bench.ts';
import { isUnreadLabel } from './is-unread-label.ts';
import { mustBeRunning } from './reintroduce.ts';

type How = 'decommissioned' | 'destroyed';
const eventOf = { decommissioned: decommissionEvent, destroyed: destroyEvent };

/** States of a pack that may still end so. */
const mayEnd: Readonly<Record<How, readonly string[]>> = {
  decommissioned: ['commissioned', 'rejected', 'sampled'],
  destroyed: ['commissioned', 'rejected', 'sampled', 'decommissioned'],
};

interface EndOf {
  /** Ends what is in a container too, at every level; otherwise that stands by itself afterwards. */
  readonly cascade?: boolean | undefined;
}

type Ending = (ContainerRef | SerialRef) & EndOf;

/** Takes the number off a pack or container. */
export const decommission = (needs: ManualNeeds, what: Ending, signature: Signature): Done | Refusal =>
  end(needs, 'decommission', 'decommissioned', what, signature);

/** Notes that a pack or container was made unusable, or a label that was printed at a bench and never read on a pack. */
export const destroy = (needs: ManualNeeds, what: Ending, signature: Signature): Done | Refusal =>
  end(needs, 'destroy', 'destroyed', what, signature);

function end(needs: ManualNeeds, kind: string, how: How, what: Ending, signature: Signature): Done | Refusal {
  return act(needs, kind, signature, (bench) => {
    const found = bench.either(what);
    bench.mustNotBeStored(found);
    if ('pack' in found) {
      const pack = bench.takeOut(found.pack);
      endPacks(bench, how, [pack]);
      return { batch: pack.batch, subject: `unit ${pack.serial}`, body: { was: pack.state } };
    }
    const { container } = found;
    mustStandAlone(bench, container);
    bench.mustNotBeAtPacker(container);
    const ended = endContainer(bench, how, container, what.cascade === true);
    return {
      batch: container.batch,
      subject: subjectOf(container),
      body: { was: container.state, cascade: what.cascade === true, ...ended },
    };
  });
}

/** A container is taken out of what it stands in before it ends. */
function mustStandAlone(bench: Bench, container: Container): void {
  const { state, level, epc, parent } = container;
  if (state === 'decommissioned' || state === 'destroyed') {
    forbid(refuse('conflict', `${level} ${epc} is ${state} already`, { at: '/scan' }));
  }
  if (parent === undefined) return;
  const outer = bench.containers.get(parent);
  bench.mustBeOpen(outer, `${level} ${epc}`);
  bench.containers.takeOut(container);
  if (outer.closedAt !== undefined && outer.epc !== undefined && epc !== undefined)
    bench.sayUnpacked({ ...outer, epc: outer.epc }, [epc]);
}

/** Ends a container; answers what was in it. */
function endContainer(
  bench: Bench,
  how: How,
  container: Container,
  cascade: boolean,
): { packs: number; containers: number } {
  const packs = bench.packs.inside(container);
  const inner = bench.containers.inside(container);
  const named = container.epc === undefined ? undefined : { ...container, epc: container.epc };
  const isTold = container.closedAt !== undefined;
  if (named !== undefined && isTold)
    bench.sayUnpacked(named, [...packs.map((pack) => bench.epcOf(pack)), ...inner.map(({ epc }) => epc)]);
  for (const pack of packs) bench.packs.takeOut(pack);
  for (const one of inner) bench.containers.takeOut(one);
  const deeper = cascade ? inner.map((one) => endContainer(bench, how, one, true)) : [];
  if (cascade) endPacks(bench, how, packs);
  endRow(bench, how, container, named, isTold);
  return {
    packs: packs.length + deeper.reduce((sum, one) => sum + one.packs, 0),
    containers: inner.length + deeper.reduce((sum, one) => sum + one.containers, 0),
  };
}

function endRow(bench: Bench, how: How, container: Container, named: Named | undefined, isTold: boolean): void {
  if (named === undefined) {
    bench.containers.forget(container, bench.at);
    return;
  }
  bench.containers.change(container, { ...bench.by, state: how });
  if (isTold) bench.say(container, [named.epc], (epcs, about) => eventOf[how]({ epcs, ...about }));
}

function mustBeEndable(pack: Pack, how: How): void {
  if (mayEnd[how].includes(pack.state)) return;
  const isLabel = isUnreadLabel(pack);
  if (isLabel && how === 'destroyed') return;
  const remedy = isLabel ? 'Destroy it: nobody has read that label on a pack.' : undefined;
  forbid(refuse('conflict', `${pack.serial} is ${pack.state}`, { at: '/scan', ...(remedy && { remedy }) }));
}

function endPacks(bench: Bench, how: How, packs: readonly Pack[]): void {
  for (const pack of packs) {
    mustBeRunning(bench, pack);
    mustBeEndable(pack, how);
    bench.packs.change(pack, { ...bench.by, state: how });
  }
  // A number that was taken off before is no more: nothing can be told of it.
  const told = packs.filter((pack) => pack.told && pack.state !== 'decommissioned');
  for (const [batch, some] of Map.groupBy(told, (pack) => pack.batch)) {
    const epcs = some.map((pack) => bench.epcOf(pack));
    bench.say({ batch }, epcs, (part, about) => eventOf[how]({ epcs: part, ...about }));
  }
}
