import { type Refusal, refuse } from '#shared/refusal.ts';
import { Audit } from '../../store/audit.ts';
import { act, type By, forbid, type Said, type WarehouseNeeds } from './floor.ts';

export interface Cancelling extends Said {
  readonly order: string;
  readonly reason: string;
}

/** Cancels a shipment or a receipt for which nothing was done: nobody was told of it, so nobody has to be told that it is none. */
export const cancelOrder = (
  needs: WarehouseNeeds,
  said: Cancelling,
  by: By,
): { order: string; state: 'cancelled' } | Refusal =>
  act(needs, 'cancel', said, by, (floor) => {
    const { warehouseOrders, db } = needs;
    const found = warehouseOrders.find(said.order);
    if (found === undefined) return forbid(refuse('not-found', `there is no order ${said.order} here`));
    const { order, state, body, result } = found;
    const { kind } = body;
    if (state !== 'open')
      forbid(refuse('conflict', `${kind} ${order} is ${state}`, { remedy: 'It needs no cancelling.' }));
    const [picked] = db.prepare('SELECT epc FROM inventory WHERE order_id = ? LIMIT 1').all(order);
    if (picked !== undefined)
      forbid(
        refuse('conflict', `something is picked for shipment ${order}`, {
          rule: 'only what nothing was done for is cancelled',
          remedy: 'Put away again what was picked for it, then cancel it.',
        }),
      );
    if (result !== null)
      forbid(
        refuse('conflict', `something was received with ${order}`, {
          rule: 'only what nothing was done for is cancelled',
          remedy: 'Say with the next receipt that nothing more comes.',
        }),
      );
    warehouseOrders.cancel(order);
    new Audit(db).append({
      ...{ at: floor.at, subject: `${kind} ${order}`, was: 'open', now: 'cancelled', why: said.reason, who: by.who },
    });
    return { order, state: 'cancelled' };
  });
