import { identify } from '#shared/gs1/identify.ts';
import { decommissionEvent } from '#shared/trace/end-units.ts';
import type { Label } from '../../devices/device.ts';
import { type Container, type Named, named } from '../../store/containers.ts';
import { closeContainer } from '../packing/close-container.ts';
import { containerLabel, takeEpc } from '../packing/identity.ts';
import type { Bench } from './bench.ts';
import { allIn, isMixed, takeFrom } from './contents.ts';

/** What became of a container that was closed again. */
export interface Resealed {
  readonly container: Named;
  readonly labels: readonly Label[];
}

/**
 * Closes an opened container: at once, or once its new label was read back. One whose own GTIN would now claim what is not in it gets an SSCC, and
 * its old number ends.
 */
export function reseal(bench: Bench, opened: Named): Resealed {
  const level = bench.levelOf(opened);
  const partial = bench.containers.holds(opened) < level.count || isMixed(bench, opened);
  const claims = identify(opened.epc).kind === 'sgtin' && partial;
  const container = claims
    ? renumber(bench, opened)
    : named(bench.containers.change(opened, { ...bench.by, state: 'labelled', partial }));
  return label(bench, container);
}

/** Prints a container's label, and closes the container where nobody has to read it back. */
export function label(bench: Bench, container: Named): Resealed {
  const level = bench.levelOf(container);
  const { order } = bench.batchOf(container);
  const labels =
    level.label === undefined ? [] : [containerLabel(container.epc, order, level, bench.containers.units(container))];
  if (level.label?.verify === true) return { container, labels };
  return { container: close(bench, container, bench.why), labels };
}

/** Closes a container, which is told when it never was. */
export function close(bench: Bench, container: Named, why: string): Named {
  bench.flush();
  const { needs, packs } = bench;
  return closeContainer(
    { ...needs, packs },
    bench.telling(container),
    bench.batchOf(container),
    container,
    why,
    bench.who,
  );
}

function renumber(bench: Bench, old: Named): Named {
  const { stock } = bench.needs;
  const { order } = bench.batchOf(old);
  const epc = takeEpc(stock, old.batch, order, bench.levelOf(old), true);
  const contents = allIn(bench, old);
  takeFrom(bench, old, contents);
  bench.containers.change(old, {
    ...bench.by,
    state: 'decommissioned',
    why: `known as ${epc} from here on: ${bench.why}`,
  });
  if (old.closedAt !== undefined) bench.say(old, [old.epc], (epcs, about) => decommissionEvent({ epcs, ...about }));
  return fill(bench, old, epc, contents);
}

/** Makes a container that is not full of what was taken out of another. */
export function fill(
  bench: Bench,
  like: Container,
  epc: string,
  { packs, containers }: ReturnType<typeof allIn>,
): Named {
  const made = bench.containers.make(like.batch, like.level, epc, bench.at, bench.why, bench.who);
  bench.packs.put(made, packs);
  bench.containers.put(made, containers);
  return made;
}
