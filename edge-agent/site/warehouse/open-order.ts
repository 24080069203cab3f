import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { documentId } from '#shared/warehouse/document-id.ts';
import { type Party, partyOf } from '#shared/warehouse/party-of.ts';
import type { OrderBody, WarehouseOrder } from '../../store/warehouse-orders.ts';
import { type Floor, forbid, type WarehouseNeeds } from './floor.ts';

type Of<Kind extends OrderBody['kind']> = Extract<OrderBody, { kind: Kind }>;

/** An order of a kind that is open. Throws `Refused` otherwise. */
function openOrder<Kind extends OrderBody['kind']>(
  { needs }: Pick<Floor, 'needs'>,
  order: string,
  kind: Kind,
): WarehouseOrder & { readonly body: Of<Kind> } {
  const found = needs.warehouseOrders.find(order);
  const isIt = (body: OrderBody): body is Of<Kind> => body.kind === kind;
  if (found === undefined || !isIt(found.body)) return forbid(refuse('not-found', `there is no ${kind} ${order}`));
  if (found.state !== 'open') {
    forbid(refuse('conflict', `${kind} ${order} is ${found.state}`, { remedy: 'What has ended is not begun again.' }));
  }
  return { ...found, body: found.body };
}

/** A shipment that is open, with whom it is for and the buyer's order as events name them. Throws `Refused` when there is none. */
export function openShipment(floor: Pick<Floor, 'needs'>, order: string) {
  const found = openOrder(floor, order, 'shipment');
  const to = wellEntered(found.order, partyIn(floor.needs, found.body.to));
  // The buyer's order is a document of the buyer's.
  const po = found.body.po === undefined ? undefined : wellEntered(found.order, documentId(found.body.po, to.gln));
  return { ...found, to: to.id, po };
}

/** A receipt that is open, by the id of its despatch advice or, where only one has it, by the number that stands on it. Throws `Refused` when there is none. */
export function openReceipt(floor: Pick<Floor, 'needs'>, said: string) {
  const { warehouseOrders } = floor.needs;
  const found = openOrder(floor, warehouseOrders.find(said)?.order ?? byNumber(floor.needs, said) ?? said, 'receipt');
  // An agent of before took any words for sender and advice. With a wrong one nothing could be received any more, nor the receipt be ended.
  const party = found.body.from === undefined ? undefined : partyIn(floor.needs, found.body.from);
  const from = isRefusal(party) ? undefined : party;
  // The despatch advice is a document of the sender's.
  const advice = documentId(found.body.advice, from?.gln ?? floor.needs.settings.gln);
  return { ...found, from: from?.id, advice: wellEntered(said, advice) };
}

const MOST = 500;

function byNumber({ warehouseOrders }: Pick<WarehouseNeeds, 'warehouseOrders'>, said: string): string | undefined {
  if (!said.isWellFormed()) return undefined;
  const end = `:${encodeURIComponent(said)}`;
  const [found, other] = warehouseOrders
    .list('open', MOST)
    .filter(({ order, body }) => body.kind === 'receipt' && order.endsWith(end));
  return other === undefined ? found?.order : undefined;
}

/** Whom somebody means, among the partners that are known here. */
export const partyIn = ({ settings }: Pick<WarehouseNeeds, 'settings'>, said: string): Party | Refusal =>
  partyOf(said, settings.partners ?? []);

/** What an agent of before took as it was, it can tell nobody. */
function wellEntered<Value>(order: string, value: Value | Refusal): Value {
  if (!isRefusal(value)) return value;
  return forbid({
    ...refuse('conflict', `${order} was entered with something that nobody can be told: ${value.detail}`),
    ...(value.rule !== undefined && { rule: value.rule }),
    remedy: 'Cancel it, if nothing was done for it yet, and enter it again.',
  });
}
