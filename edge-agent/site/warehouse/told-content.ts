import { writeLink } from '#shared/gs1/key-link.ts';
import type { HeldIn, Stored } from '../../store/inventory.ts';
import { ownContainer } from './find-thing.ts';
import type { Floor } from './floor.ts';

/** A thing as others are told of it, with what is in it. */
export interface Told {
  readonly epc: string;
  readonly packs: number;
  readonly gtin?: string | undefined;
  readonly lot?: string | undefined;
  readonly expiry?: string | undefined;
  /** Of a container: how many packs of which product, lot and expiry are in it, at whatever depth. */
  readonly holds?: readonly HeldIn[];
  /** What is directly in it. */
  readonly inside: readonly Told[];
  /** How many things are directly in it that are not listed, because there are too many. */
  readonly notListed?: number;
}

/**
 * Things with what is in them, packs of our own lines among them, which have no rows as long as nobody has opened their container.
 *
 * @param most things that are listed in all; of a container whose content would be more it is only told how much of what is in it
 * @param depth how deep it is listed
 */
export function toldContent(
  floor: Floor,
  things: readonly Stored[],
  most: number,
  depth = Number.POSITIVE_INFINITY,
): Told[] {
  let left = most;
  const told = (thing: Stored, deep: number): Told => {
    const { epc, packs, gtin, lot, expiry, kind } = thing;
    const about = { epc, packs, gtin, lot, expiry };
    if (kind === 'pack') return { ...about, inside: [] };
    const holds = floor.needs.inventory.holds(epc);
    const rows = floor.needs.inventory.inside(epc).filter(({ state }) => state !== 'empty');
    const isUnopened = !thing.isListed && thing.batch !== undefined;
    const count = isUnopened && rows.length === 0 ? packs : rows.length;
    if (count > left) return { ...about, holds, inside: [], notListed: count };
    left -= count;
    const inside =
      isUnopened && rows.length === 0
        ? packsOfLine(floor, thing)
        : rows.map((one) => (deep > 1 ? told(one, deep - 1) : shallow(one)));
    return { ...about, holds, inside };
  };
  return things.map((thing) => told(thing, depth));
}

const shallow = ({ epc, packs, gtin, lot, expiry }: Stored): Told => ({ epc, packs, gtin, lot, expiry, inside: [] });

function packsOfLine(floor: Floor, container: Stored): Told[] {
  const { packs, batches } = floor.needs;
  const lots = new Map<number, { readonly lot: string; readonly expiry: string }>();
  const lotOf = (batch: number) => {
    const { lot, expiry } = lots.get(batch) ?? batches.orderOf(batch);
    lots.set(batch, { lot, expiry });
    return { lot, expiry };
  };
  return packs.inside(ownContainer(floor, container)).map(({ gtin, serial, batch }) => ({
    epc: writeLink({ primary: { ai: '01', value: gtin }, qualifiers: [{ ai: '21', value: serial }] }),
    ...{ packs: 1, gtin, ...lotOf(batch), inside: [] },
  }));
}
