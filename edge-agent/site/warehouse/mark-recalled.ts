import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { identify } from '#shared/gs1/identify.ts';
import type { Recall } from '#shared/messages/recalls-api.ts';
import type { Stored } from '../../store/inventory.ts';
import { optionalInteger, text } from '../../store/row.ts';
import type { Floor } from './floor.ts';

/**
 * Notes which things that stand here are recalled, and which are so no more: those of lifted recalls that no other one is of.
 *
 * A recall of a range is taken to be of every pack of the product here: whether it is, only the repository can say of each.
 */
export function markRecalled(floor: Floor, recalls: readonly Recall[]): void {
  const standing = thingsOf(
    floor,
    recalls.filter(({ state }) => state === 'active'),
  );
  const ended = thingsOf(
    floor,
    recalls.filter(({ state }) => state === 'lifted'),
  );
  const { inventory } = floor.needs;
  for (const [thing, recall] of standing.values())
    if (!thing.isRecalled) inventory.change(thing, { isRecalled: true }, floor.because(`recall ${recall}`));
  for (const [thing, recall] of ended.values())
    if (thing.isRecalled && !standing.has(thing.epc))
      inventory.change(thing, { isRecalled: false }, floor.because(`recall ${recall} was lifted`));
}

type Recalled = ReadonlyMap<string, readonly [Stored, recall: string]>;

const thingsOf = (floor: Floor, recalls: readonly Recall[]): Recalled =>
  new Map(
    recalls.flatMap((recall) =>
      thingsUnder(floor, recall).map((thing) => [thing.epc, [thing, recall.recall]] as const),
    ),
  );

function thingsUnder(floor: Floor, { gtin, of }: Recall): Stored[] {
  const { db, inventory } = floor.needs;
  const here = db
    .prepare("SELECT epc FROM inventory WHERE gtin = ?1 AND state IN ('here', 'labelled') AND (?2 IS NULL OR lot = ?2)")
    .all(gtin, of.kind === 'lot' ? of.lot : null)
    .flatMap((row) => inventory.find(text(row, 'epc')) ?? []);
  if (of.kind !== 'units') return here;
  const serials = new Set(of.serials);
  const isNamed = ({ epc }: Stored) => {
    const named = identify(epc);
    return named?.kind === 'sgtin' && serials.has(named.serial);
  };
  return [...here.filter(isNamed), ...of.serials.flatMap((serial) => unopenedWith(floor, gtin, serial) ?? [])];
}

/** The innermost container of our own lines' that has a row and holds the pack, which has none as long as nobody has opened that. */
function unopenedWith({ needs }: Floor, gtin: string, serial: string): Stored | undefined {
  const { db, containers, inventory } = needs;
  const unit = db
    .prepare("SELECT container FROM units WHERE gtin = ? AND serial = ? AND state = 'commissioned'")
    .get(gtin, serial);
  let next = unit === undefined ? undefined : optionalInteger(unit, 'container');
  while (next !== undefined) {
    const container = containers.find(next);
    const thing = container?.epc === undefined ? undefined : inventory.find(canonicalEpc(container.epc));
    if (thing !== undefined) return thing.isListed ? undefined : thing;
    next = container?.parent;
  }
  return undefined;
}
