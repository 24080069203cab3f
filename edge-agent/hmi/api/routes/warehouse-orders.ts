import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { id as orderId } from '#shared/id.ts';
import { orRefuse } from '../../../refused.ts';
import { cancelOrder } from '../../../site/warehouse/cancel-order.ts';
import { checkReceipt, checkShipment } from '../../../site/warehouse/check-order.ts';
import { act, type WarehouseNeeds } from '../../../site/warehouse/floor.ts';
import { asOrder } from '../../../site/warehouse/look-up.ts';
import type { Repository } from '../../../site/warehouse/repository.ts';
import { receipt, shipment } from '../../../store/warehouse-orders.ts';
import { bodyRoute, type Route } from '../route.ts';
import { reason, token } from './warehouse-words.ts';

interface Needs extends WarehouseNeeds {
  readonly repository: Repository;
  readonly log: (code: string, details: Readonly<Record<string, unknown>>) => void;
}

const { kind: _receipt, ...ofReceipt } = receipt.entries;
const { kind: _shipment, ...ofShipment } = shipment.entries;

/** What is to come and what is to leave, as people and the enterprise's systems enter and cancel it. */
export const warehouseOrderRoutes = (needs: Needs): Route[] => [
  bodyRoute(
    { method: 'POST', path: '/api/warehouse/receipts', needs: 'warehouse' },
    v.strictObject(ofReceipt),
    async ({ body, who }) => {
      const checked = checkReceipt(needs, { kind: 'receipt', ...body });
      const { advice } = checked;
      const advised = checked.advised ?? (await announced(needs, advice));
      const given = { ...checked, ...(advised !== undefined && { advised }) };
      const added = act(needs, 'add', { token: randomUUID() }, { who }, (floor) => asOrder(floor, advice, given));
      return { status: 201, body: orRefuse(added) };
    },
  ),
  bodyRoute(
    { method: 'POST', path: '/api/warehouse/shipments', needs: 'warehouse' },
    v.strictObject({ order: orderId, ...ofShipment }),
    ({ body, who }) => {
      const { order, ...rest } = body;
      const given = checkShipment(needs, { kind: 'shipment', ...rest });
      const added = act(needs, 'add', { token: randomUUID() }, { who }, (floor) => asOrder(floor, order, given));
      return { status: 201, body: orRefuse(added) };
    },
  ),
  bodyRoute(
    { method: 'POST', path: '/api/warehouse/orders/{order}/cancel', needs: 'warehouse' },
    v.strictObject({ token, reason }),
    ({ body, path, who }) => ({
      status: 201,
      body: orRefuse(cancelOrder(needs, { ...body, order: path['order'] ?? '' }, { who })),
    }),
  ),
];

/** What a despatch advice announces, by the repository; undefined when it has none or nobody answers. */
async function announced({ repository, settings, log }: Needs, advice: string): Promise<string[] | undefined> {
  try {
    const epcs = await repository.despatched(settings.owner, advice);
    return epcs.length === 0 ? undefined : epcs.map(canonicalEpc);
  } catch (error) {
    log('despatch-advice-not-asked', { error: String(error) });
    return undefined;
  }
}
