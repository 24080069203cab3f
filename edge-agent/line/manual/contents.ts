import { refuse } from '#shared/refusal.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { packEvent } from '#shared/trace/pack.ts';
import type { Container, Named } from '../../store/containers.ts';
import type { Pack } from '../../store/packs.ts';
import { type Child, faultOf, type Wanted } from '../packing/judge-child.ts';
import { childOf } from '../packing/look-up.ts';
import { type Bench, forbid } from './bench.ts';

/** What is directly in a container: packs or containers. */
export interface Contents {
  readonly packs: readonly Pack[];
  readonly containers: readonly Named[];
}

/** What a container of a batch takes. */
export function wantedIn(bench: Bench, container: Container): Wanted {
  const { order, recipe } = bench.batchOf(container);
  const own = recipe.levels.findIndex(({ level }) => level === container.level);
  const { mixed = false } = bench.levelOf(container);
  return {
    is: recipe.levels[own - 1]?.level ?? 'unit',
    batch: container.batch,
    gtin: order.gtin,
    lot: order.lot,
    mixed,
  };
}

/** Reads what is to go into a container; refused, with each one's reason, when one of them may not. */
export function judged(bench: Bench, container: Container, scans: readonly string[]): Contents {
  const wanted = wantedIn(bench, container);
  const needs = { ...bench.needs, packs: bench.packs };
  const own = bench.batchOf(container);
  const children = scans.map((scan) => childOf({ ...needs, own }, scan));
  const wrong = children.flatMap((child, i) => {
    const twice = children.findIndex((other) => isSame(other, child)) < i;
    const fault = twice ? 'was scanned twice' : faultOf(child, wanted);
    const coming = child.state === 'coming' ? 'has not passed the gate' : undefined;
    return (fault ?? coming) === undefined ? [] : [`${child.name} ${fault ?? coming}`];
  });
  if (wrong.length > 0) {
    forbid(
      refuse('conflict', wrong.join('; '), {
        at: '/children',
        remedy: 'Keep the named ones out and scan the right ones.',
      }),
    );
  }
  return contentsOf(bench, scans);
}

/** Finds scanned things that have to be in a container. */
export function insideOf(bench: Bench, container: Container, scans: readonly string[]): Contents {
  const found = contentsOf(bench, scans);
  const out = [
    ...found.packs.filter((pack) => pack.container !== container.container).map(({ serial }) => serial),
    ...found.containers.filter(({ parent }) => parent !== container.container).map(({ epc }) => epc),
  ];
  if (out.length > 0)
    forbid(refuse('conflict', `not in it: ${out.join(', ')}`, { at: '/children', remedy: 'Scan what is in it.' }));
  return found;
}

/** The EPCs of what is in a container. */
export const epcsIn = (bench: Bench, { packs, containers }: Contents): string[] => [
  ...packs.map((pack) => bench.epcOf(pack)),
  ...containers.map(({ epc }) => epc),
];

/** Puts things into a container, and tells of it where the container is known to the world. */
export function putIn(bench: Bench, container: Container, contents: Contents): void {
  bench.packs.put(container, contents.packs);
  bench.containers.put(container, contents.containers);
  bench.changed(container);
  const { epc } = container;
  if (container.closedAt === undefined || epc === undefined) return;
  const fresh = contents.packs.filter(({ told }) => !told);
  const { lot, expiry } = bench.batchOf(container).order;
  const born = fresh.map((pack) => bench.epcOf(pack));
  bench.say(container, born, (epcs, about) => commissionEvent({ epcs, lot, expiry, ...about }));
  bench.told(fresh);
  bench.say(container, epcsIn(bench, contents), (children, about) => packEvent({ parent: epc, children, ...about }));
}

/** Takes things out of a container, and tells of it where the container is known to the world. */
export function takeFrom(bench: Bench, container: Container, contents: Contents): void {
  for (const pack of contents.packs) bench.packs.takeOut(pack);
  for (const one of contents.containers) bench.containers.takeOut(one);
  bench.changed(container);
  const { epc } = container;
  if (container.closedAt !== undefined && epc !== undefined)
    bench.sayUnpacked({ ...container, epc }, epcsIn(bench, contents));
}

/** Everything in a container. */
export const allIn = (bench: Bench, container: Container): Contents => ({
  packs: bench.packs.inside(container),
  containers: bench.containers.inside(container),
});

/** Whether something of another batch is in a container: a GTIN of its own would claim another lot. */
export const isMixed = (bench: Bench, container: Container): boolean => {
  const { packs, containers } = allIn(bench, container);
  return [...packs, ...containers].some(({ batch }) => batch !== container.batch);
};

function contentsOf(bench: Bench, scans: readonly string[]): Contents {
  const found = scans.map((scan) => bench.either({ scan }));
  return {
    packs: found.flatMap((one) => ('pack' in one ? [one.pack] : [])),
    containers: found.flatMap((one) => {
      if ('pack' in one) return [];
      const { epc } = one.container;
      return epc === undefined ? [] : [{ ...one.container, epc }];
    }),
  };
}

const isSame = (one: Child, other: Child): boolean =>
  one.is === other.is && one.key === other.key && one.batch === other.batch && one.name === other.name;
