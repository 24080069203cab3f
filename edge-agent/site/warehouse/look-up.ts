import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { compareAdvice } from '#shared/warehouse/compare-advice.ts';
import { Refused } from '../../refused.ts';
import { Audit } from '../../store/audit.ts';
import { digestOf } from '../../store/digest.ts';
import type { Stored } from '../../store/inventory.ts';
import type { OrderBody } from '../../store/warehouse-orders.ts';
import { checkShipment } from './check-order.ts';
import { enterLots } from './enter-lots.ts';
import { findAll } from './find-thing.ts';
import { act, type By, type Floor, forbid, type WarehouseNeeds } from './floor.ts';
import { linesOf, nextFor } from './pick.ts';
import { toldContent } from './told-content.ts';

/** Things of a page. */
const PAGE = 200;
/** Things in a container that are listed. */
const MOST_INSIDE = 1_000;
/** Things that are proposed for a line of a shipment. */
const PROPOSED = 5;

/** Looks something up as an act would see it, and changes nothing. */
function look<Answer extends object>(needs: WarehouseNeeds, by: By, work: (floor: Floor) => Answer): Answer | Refusal {
  return act(needs, 'look', { token: 'nothing is changed', trial: true }, by, work);
}

/** A thing with all that is around it and directly in it. */
export const thingInFull = (needs: WarehouseNeeds, scan: string, by: By): object | Refusal =>
  look(needs, by, (floor) => {
    const [thing] = findAll(floor, [scan], '');
    if (thing === undefined) throw new Error('one was looked for');
    const place = nameOf(needs, thing.location);
    const [told] = toldContent(floor, [thing], MOST_INSIDE, 1);
    return { ...thing, place, around: needs.inventory.around(thing).map(({ epc }) => epc), ...told };
  });

/** What stands in the warehouse by itself, a page of it. */
export function stockOf(
  needs: WarehouseNeeds,
  asked: { gtin?: string | undefined; location?: string | undefined; after?: string | undefined },
): object {
  const found = look(needs, { who: 'agent' }, (floor) => {
    enterLots(floor);
    const location = asked.location === undefined ? undefined : canonicalEpc(asked.location);
    return { things: needs.inventory.stock({ ...asked, location, limit: PAGE }) };
  });
  if (isRefusal(found)) return { things: [] };
  const last = found.things.length === PAGE ? found.things.at(-1)?.epc : undefined;
  return { ...found, ...(last !== undefined && { next: last }) };
}

/** An order with what is still to be done for it: what is missing of a receipt, and what may be picked next for a shipment. */
export const orderInFull = (needs: WarehouseNeeds, order: string, by: By): object | Refusal =>
  look(needs, by, (floor) => {
    const found = needs.warehouseOrders.find(order);
    if (found === undefined) return forbid(refuse('not-found', `there is no order ${order} here`));
    const { body } = found;
    if (body.kind === 'receipt') {
      const { arrived = [], surplus = [] } = Object(found.result ?? {});
      return { ...found, missing: compareAdvice(body.advised, [...arrived, ...surplus]).missing };
    }
    const picking = linesOf(needs, order, body.lines);
    const lines = picking.map((line) => {
      const { next, open } = nextFor(floor, line, picking, PROPOSED);
      return { ...line, next: next.map((one) => proposed(needs, one)), ...(open && { open: proposed(needs, open) }) };
    });
    const picked = needs.inventory.ofOrder(order).map(({ epc, packs, state }) => ({ epc, packs, state }));
    return { ...found, lines, picked };
  });

const proposed = (needs: WarehouseNeeds, { epc, packs, lot, expiry, location, parent }: Stored) => ({
  ...{ epc, packs, lot, expiry, parent },
  place: nameOf(needs, location),
});

/** What people call a place. */
function nameOf({ settings }: WarehouseNeeds, location: string | undefined): string | undefined {
  return settings.locations.find(({ id }) => canonicalEpc(id) === location)?.name ?? (location && 'receiving');
}

/**
 * Takes an order in. The same order again changes nothing, another under its number is refused unless that was cancelled; what a despatch advice
 * announces may become known later.
 */
export function asOrder(floor: Floor, order: string, given: OrderBody): object {
  const { warehouseOrders, db } = floor.needs;
  const known = warehouseOrders.find(order);
  if (known !== undefined && known.state !== 'cancelled' && !isSame(floor, known.body, given)) {
    forbid(
      refuse('conflict', `order ${order} is known with another content`, {
        at: '/order',
        remedy: 'Give it another number.',
      }),
    );
  }
  const isNew = known === undefined || known.state === 'cancelled';
  const body = isNew ? given : { ...known.body, ...given };
  warehouseOrders.add(order, body, floor.at);
  const was = known?.state;
  if (isNew) new Audit(db).append({ at: floor.at, subject: `${body.kind} ${order}`, was, now: 'open', who: floor.who });
  return { order, ...body, state: isNew ? 'open' : known.state };
}

/** An agent of before has kept what was said as it was said. */
function isSame({ needs }: Floor, known: OrderBody, given: OrderBody): boolean {
  const digest = (body: OrderBody) => digestOf(body.kind === 'receipt' ? { ...body, advised: undefined } : body);
  if (digest(known) === digest(given)) return true;
  try {
    return known.kind === 'shipment' && digest(checkShipment(needs, known)) === digest(given);
  } catch (error) {
    if (error instanceof Refused) return false;
    throw error;
  }
}
