import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { writeLink } from '#shared/gs1/key-link.ts';
import type { Recall } from '#shared/messages/recalls-api.ts';
import type { Stored } from '../../store/inventory.ts';
import { KnownRecalls } from '../../store/known-recalls.ts';
import { optionalInteger, text } from '../../store/row.ts';
import type { Floor } from './floor.ts';

/**
 * Notes which things that stand here are recalled, by all recalls that are known here. Whatever has come to stand here since is marked with it, so it
 * is done before anything leaves, and behind everything that comes.
 *
 * A recall of a range is taken to be of every pack of the product here: whether it is, only the repository can say of each.
 */
export function markRecalled(floor: Floor): void {
  for (const [thing, recall] of standing(floor).values())
    if (!thing.isRecalled) floor.needs.inventory.change(thing, { isRecalled: true }, floor.because(`recall ${recall}`));
}

/** Notes what is recalled no more: things of recalls that were lifted, which no other one is of. */
export function unmarkRecalled(floor: Floor, lifted: readonly Recall[]): void {
  if (lifted.length === 0) return;
  const still = standing(floor);
  for (const [thing, recall] of thingsOf(floor, lifted).values())
    if (thing.isRecalled && !still.has(thing.epc))
      floor.needs.inventory.change(thing, { isRecalled: false }, floor.because(`recall ${recall} was lifted`));
}

type Recalled = ReadonlyMap<string, readonly [Stored, recall: string]>;

const standing = (floor: Floor): Recalled => thingsOf(floor, new KnownRecalls(floor.needs.db).active());

const thingsOf = (floor: Floor, recalls: readonly Recall[]): Recalled =>
  new Map(
    recalls.flatMap((recall) =>
      thingsUnder(floor, recall).map((thing) => [thing.epc, [thing, recall.recall]] as const),
    ),
  );

const isHere = ({ state }: Stored) => state === 'here' || state === 'labelled';

function thingsUnder(floor: Floor, { gtin, of }: Recall): Stored[] {
  const { db, inventory } = floor.needs;
  if (of.kind === 'units') {
    const named = of.serials.flatMap((serial) => inventory.find(epcOf(gtin, serial)) ?? []);
    return [...named, ...unopenedWith(floor, gtin, of.serials)].filter(isHere);
  }
  return db
    .prepare("SELECT epc FROM inventory WHERE gtin = ?1 AND state IN ('here', 'labelled') AND (?2 IS NULL OR lot = ?2)")
    .all(gtin, of.kind === 'lot' ? of.lot : null)
    .flatMap((row) => inventory.find(text(row, 'epc')) ?? []);
}

const epcOf = (gtin: string, serial: string) =>
  writeLink({ primary: { ai: '01', value: gtin }, qualifiers: [{ ai: '21', value: serial }] });

/** The innermost containers of our own lines' that have rows and hold the packs, which have none as long as nobody has opened those. */
export function unopenedWith({ needs }: Pick<Floor, 'needs'>, gtin: string, serials: readonly string[]): Stored[] {
  const { db, containers, inventory } = needs;
  const holding = db
    .prepare(
      `SELECT DISTINCT container FROM units JOIN json_each(?2) ON serial = value
       WHERE gtin = ?1 AND state = 'commissioned' AND container IS NOT NULL`,
    )
    .all(gtin, JSON.stringify(serials));
  return holding.flatMap((row) => {
    for (let next = optionalInteger(row, 'container'); next !== undefined; ) {
      const container = containers.find(next);
      const thing = container?.epc === undefined ? undefined : inventory.find(canonicalEpc(container.epc));
      if (thing !== undefined) return thing.isListed ? [] : [thing];
      next = container?.parent;
    }
    return [];
  });
}
