import type { Lots } from '#common/store/lots.ts';
import type { Order } from '#shared/messages/site-api.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';

/**
 * Lines draw serials and report under the id of their order, and people do not tell A1 from a1: neither may stand for two lots. A `conflict` when the
 * order id is another lot's, or the number that of another lot of the product but for case.
 */
export async function rivalProblem(
  lots: Pick<Lots, 'rivals'>,
  tenant: string,
  wanted: Order,
): Promise<Refusal | undefined> {
  const { ofOrder, ofSpelling } = await lots.rivals(tenant, wanted);
  if (ofSpelling !== undefined)
    return refuse('conflict', `product ${wanted.gtin} has a lot ${ofSpelling.lot}, which differs in case only`, {
      at: '/lot',
      rule: 'GS1 General Specifications §3.4.1: AI (10) tells upper from lower case',
      remedy: `use the existing spelling, ${ofSpelling.lot}, or another number for another lot`,
    });
  if (ofOrder === undefined) return undefined;
  return refuse('conflict', `order ${wanted.order} is that of lot ${ofOrder.lot} of ${ofOrder.gtin}`, {
    at: '/order',
    rule: 'Seriate: an order is of one lot; its serials are drawn and reported under its id',
    remedy: 'give the order an id of its own',
  });
}
