import * as v from 'valibot';
import { isRefusal } from '#shared/refusal.ts';
import { documentId } from '#shared/warehouse/document-id.ts';
import type { OrderBody } from '../../store/warehouse-orders.ts';
import type { WarehouseNeeds } from './floor.ts';
import { partyIn } from './open-order.ts';

const transaction = v.looseObject({ type: v.string(), bizTransaction: v.string() });
const event = v.looseObject({ bizTransactionList: v.optional(v.array(transaction)) });
const message = v.looseObject({
  kind: v.literal('epcis'),
  document: v.looseObject({ epcisBody: v.looseObject({ eventList: v.array(event) }) }),
});

type Needs = Pick<WarehouseNeeds, 'db' | 'settings' | 'warehouseOrders'>;

/**
 * A message in which an agent of before named documents by their plain numbers, which the repository refuses, with the URIs that they are told by now;
 * undefined when nothing in it can be mended so. The repository has read nothing of it, so that it is as if it had been said so at first.
 *
 * @param body JSON text
 */
export function mendDocuments(needs: Needs, body: string): string | undefined {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), message), body);
  if (!read.success) return undefined;
  let mended = false;
  const named = (one: v.InferOutput<typeof transaction>) => {
    if (!isRefusal(documentId(one.bizTransaction, undefined))) return one;
    const id = documentId(one.bizTransaction, glnOf(needs, one));
    if (isRefusal(id)) return one;
    mended = true;
    return { ...one, bizTransaction: id };
  };
  const eventList = read.output.document.epcisBody.eventList.map((told) =>
    told.bizTransactionList === undefined ? told : { ...told, bizTransactionList: told.bizTransactionList.map(named) },
  );
  const { document } = read.output;
  const epcisBody = { ...document.epcisBody, eventList };
  return mended ? JSON.stringify({ ...read.output, document: { ...document, epcisBody } }) : undefined;
}

/** Whose document it is: the buyer's for whom an order with it was, the sender's of a despatch advice, our own. */
function glnOf(needs: Needs, { type, bizTransaction }: v.InferOutput<typeof transaction>): string | undefined {
  const { settings } = needs;
  if (type === 'rma') return settings.gln;
  if (type === 'desadv') return partiesOf(needs, '$.advice', bizTransaction).at(0) ?? settings.gln;
  const [buyer, other] = type === 'po' ? partiesOf(needs, '$.po', bizTransaction) : [];
  return other === undefined ? buyer : undefined;
}

function partiesOf(needs: Needs, member: '$.po' | '$.advice', number: string): string[] {
  const glns = needs.db
    .prepare('SELECT order_id FROM warehouse_orders WHERE json_extract(body, ?) = ?')
    .all(member, number)
    .flatMap((row) => needs.warehouseOrders.find(String(row['order_id'])) ?? [])
    .flatMap(({ body }) => partyNamed(body) ?? [])
    .flatMap((said) => {
      const party = partyIn(needs, said);
      return isRefusal(party) ? [] : [party.gln];
    });
  return [...new Set(glns)];
}

const partyNamed = (body: OrderBody): string | undefined => (body.kind === 'shipment' ? body.to : body.from);
