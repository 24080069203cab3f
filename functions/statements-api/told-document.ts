import type { Deliveries } from '#common/store/deliveries.ts';
import type { Delivery } from '#common/store/delivery-row.ts';
import type { NewStatement } from '#shared/messages/statements-api.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import type { Statement } from '#shared/regimes/statement.ts';

const remedy = (market: string) => `GET /api/deliveries?market=${market} lists them`;

/** The report that a statement is about: the tenant's own, told to that market, of a kind that the statement takes, and known to the regulator. */
export async function toldDocument(
  { deliveries }: { readonly deliveries: Pick<Deliveries, 'get'> },
  tenant: string,
  { documents = [], name }: Statement,
  { delivery = '', market }: NewStatement,
): Promise<Delivery | Refusal> {
  const told = await deliveries.get(tenant, delivery);
  const at = '/delivery';
  if (told === undefined || told.market !== market)
    return refuse('not-found', `no report ${delivery} was told to market ${market}`, { at, remedy: remedy(market) });
  const report = told.report?.name ?? '';
  if (!documents.includes(report))
    return refuse('conflict', `it is a ${report}, and ${name} is about ${documents.join(', ')}`, {
      at,
      remedy: remedy(market),
    });
  if (isKnown(told)) return told;
  return refuse('conflict', `the regulator has not taken it in: it is ${told.state}`, {
    at,
    remedy: 'what was not taken in is cancelled: POST /api/deliveries/{deliveryId}/cancel',
  });
}

const isKnown = ({ state, receipt }: Delivery) =>
  receipt !== undefined && ['acknowledged', 'partially-accepted', 'corrected', 'closed'].includes(state);
