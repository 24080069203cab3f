import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { whyNotLeave } from '#shared/warehouse/may-leave.ts';
import { lineFor, type OrderLine, whyNotYet } from '#shared/warehouse/pick-rules.ts';
import type { Stored } from '../../store/inventory.ts';
import type { OrderBody } from '../../store/warehouse-orders.ts';
import { actAsked } from './apply.ts';
import { asItStands, findAll } from './find-thing.ts';
import { type By, type Floor, forbid, type Said, type WarehouseNeeds } from './floor.ts';
import type { Learned } from './learn.ts';
import { openShipment } from './open-order.ts';
import { takeOut } from './take-out.ts';
import { whyWithheld, withheldIn } from './why-withheld.ts';

export interface Picking extends Said {
  readonly order: string;
  readonly scans: readonly string[];
}

/** Rows that are looked at for what may be picked, and for an earlier expiry. */
const MOST = 200;

/** Picks things for a shipment, first expiry first, out of what they stand in. */
export const pick = (
  needs: WarehouseNeeds,
  said: Picking,
  by: By,
  learned: Learned,
): { picked: string[]; lines: OrderLine[]; relabel: readonly string[]; recallsAsOf?: string } | Refusal =>
  actAsked(needs, 'pick', said, by, learned, (floor) => {
    const { inventory } = needs;
    const { order, body, to, po } = openShipment(floor, said.order);
    // What was picked stands ready where goods leave.
    const location = canonicalEpc(needs.settings.bizLocation);
    const things = findAll(floor, said.scans);
    for (const [i, thing] of things.entries()) {
      const wrong = whyNotPicked(floor, thing, { lines: linesOf(needs, order, body.lines), wanted: body.lines, to });
      if (wrong !== undefined) forbid({ ...wrong, at: `/scans/${i}` });
      // Counts from now on, for what is scanned with it.
      inventory.change(thing, { order, location }, floor.because(`picked for ${order}`));
      inventory.carry(thing.epc, { order, location });
    }
    const free = takeOut(floor, things, `picked for ${order}`);
    const documents = po === undefined ? [] : [{ type: 'po', bizTransaction: po }];
    floor.observe(free, { step: 'picking', disposition: 'in_progress', documents });
    return { picked: things.map(({ epc }) => epc), lines: linesOf(needs, order, body.lines), relabel: floor.relabel };
  });

type Lines = Extract<OrderBody, { kind: 'shipment' }>['lines'];

interface For {
  readonly lines: readonly OrderLine[];
  readonly wanted: Lines;
  readonly to: string;
}

function whyNotPicked(floor: Floor, thing: Stored, { lines, wanted, to }: For): Refusal | undefined {
  const alone = whyWithheld(floor, thing, to) ?? whyNotLeave(thing, floor.day) ?? inner(floor, thing);
  if (alone !== undefined) return alone;
  if (thing.order !== undefined)
    return {
      refused: 'conflict',
      detail: `${thing.epc} is picked already, for ${thing.order}`,
      remedy: 'Scan another.',
    };
  const line = lineFor(thing, lines);
  if (isRefusal(line)) return line;
  // What goes back is not chosen by its expiry.
  if (withheldIn(floor, thing).length > 0) return undefined;
  const lot = wanted.find(({ gtin, lot: of }) => gtin === line.gtin && of === line.lot)?.lot;
  return whyNotYet(thing, line, pickableFor(floor, line.gtin, lot));
}

/** What is to be taken for a line of a shipment. */
export interface Next {
  /** What a pick would take as it is, the first to expire first. */
  readonly next: readonly Stored[];
  /** Where there is nothing of that: what expires first and holds more than is wanted, so that packs are taken out of it. */
  readonly open: Stored | undefined;
}

/** What `pick` would take next for a line, by the same rules; and what it would have opened. */
export function nextFor(floor: Floor, line: OrderLine, lines: readonly OrderLine[], most: number): Next {
  const { gtin, lot, quantity, picked } = line;
  if (picked >= quantity) return { next: [], open: undefined };
  const others = pickableFor(floor, gtin, lot);
  const next: Stored[] = [];
  for (const row of floor.needs.inventory.pickable(gtin, lot, MOST, quantity - picked)) {
    const thing = asItStands(floor, row);
    const isFor = lineFor(thing, lines) === line && whyNotYet(thing, line, others) === undefined;
    if (isFor && whyNotWhole(floor, thing) === undefined) next.push(thing);
    if (next.length === most) break;
  }
  const open = next.length > 0 ? undefined : others.find(({ packs }) => packs > quantity - picked);
  return { next, open };
}

/** What may be picked of a product, the first to expire first. */
const pickableFor = (floor: Floor, gtin: string, lot: string | undefined): Stored[] =>
  floor.needs.inventory
    .pickable(gtin, lot, MOST)
    .map((one) => asItStands(floor, one))
    .filter((one) => (whyWithheld(floor, one) ?? whyNotLeave(one, floor.day)) === undefined);

/** What is in a container must be able to leave too. */
function inner(floor: Floor, thing: Stored): Refusal | undefined {
  const inside = floor.needs.inventory
    .within(thing.epc)
    .filter(({ epc, state }) => epc !== thing.epc && state !== 'empty');
  for (const one of inside) {
    const wrong = whyNotLeave(one, floor.day);
    if (wrong !== undefined) return { ...wrong, detail: `${wrong.detail}, in ${thing.epc}` };
  }
  return undefined;
}

/** The same for everything that is to leave together. @param to the party it is for */
export const whyNotWhole = (floor: Floor, thing: Stored, to?: string): Refusal | undefined =>
  whyWithheld(floor, thing, to) ?? whyNotLeave(asItStands(floor, thing), floor.day) ?? inner(floor, thing);

/** The lines of a shipment with what is picked for them so far: the innermost things count, so that repacking changes nothing. */
export function linesOf(
  { inventory, db }: Pick<WarehouseNeeds, 'inventory' | 'db'>,
  order: string,
  wanted: Lines,
): OrderLine[] {
  const rows = db
    .prepare(
      `SELECT epc FROM inventory i WHERE order_id = ? AND state IN ('here', 'shipped') AND packs > 0
         AND NOT EXISTS (SELECT 1 FROM inventory c WHERE c.parent = i.epc)`,
    )
    .all(order);
  const lines = wanted.map((line) => ({ ...line, picked: 0 }));
  for (const { epc } of rows) {
    const thing = typeof epc === 'string' ? inventory.find(epc) : undefined;
    const line = thing && lineFor(thing, lines);
    const found = lines.find((one) => one === line);
    if (thing !== undefined && found !== undefined) found.picked += thing.packs;
  }
  return lines;
}
