import { checkDigitHolds } from '../../gs1/check-digit.ts';
import { isDay } from '../../is-day.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import type { Report, ReportData } from '../regime.ts';
import type { Holder, ReportedLot, ReportedProduct } from '../reported.ts';
import { acceptGoods } from './accept-goods.ts';
import type { HubCountry } from './country.ts';
import { isGln } from './is-gln.ts';

type Data = Omit<ReportData, 'requestId'>;

const identifiers = 'GS1 General Specifications: AI (01), (10), (17), (21)';

/** Refuses what the hub would refuse, with the place and the rule. */
export const hubAccept =
  (country: HubCountry) =>
  (data: Data, report?: Report): Refusal | undefined => {
    const { product, lot, serials, holder, movement } = data;
    const goods = acceptHolder(country, holder) ?? acceptGoods(country, data, report?.notes?.['how'] === 'apart');
    if (goods !== undefined || movement !== undefined) return goods;
    return acceptProduct(country, product) ?? (lot && acceptLot(lot)) ?? acceptSerials(country, serials);
  };

/** Every event is at a place that the hub knows by its GLN. */
function acceptHolder({ system }: HubCountry, { gln }: Holder): Refusal | undefined {
  if (isGln(gln)) return undefined;
  return refuse('malformed', `${gln} is not a GLN`, {
    at: '/holder/gln',
    rule: `${system}: locations are GLNs`,
    remedy: 'PUT /api/tenant with the GLN that is registered at the hub',
  });
}

function acceptProduct({ system, country, product: { is: members } }: HubCountry, product: ReportedProduct) {
  const rule = `${system}: product master data`;
  if (!/^\d{14}$/.test(product.gtin) || !checkDigitHolds(product.gtin))
    return refuse('malformed', `${product.gtin} is not a GTIN`, { at: '/product/gtin', rule: identifiers });
  const missing = members.find((member) => product[member].trim() === '');
  if (missing !== undefined) return refuse('malformed', `${missing} is missing`, { at: `/product/${missing}`, rule });
  if (product.markets.includes(country)) return undefined;
  return refuse('malformed', `the product is not sold in ${country}`, { at: '/product/markets', rule });
}

function acceptLot({ lot, expiry }: ReportedLot): Refusal | undefined {
  if (lot.length < 1 || lot.length > 20)
    return refuse('malformed', `lot ${lot} does not have 1 to 20 characters`, { at: '/lot/lot', rule: identifiers });
  if (isDay(expiry)) return undefined;
  return refuse('malformed', `${expiry} is not a date YYYY-MM-DD`, { at: '/lot/expiry', rule: identifiers });
}

function acceptSerials({ system, mostSerials }: HubCountry, serials: readonly string[]): Refusal | undefined {
  if (serials.length > mostSerials.is)
    return refuse('too-large', `${serials.length} serials are more than one message takes`, {
      at: '/serials',
      rule: `${system}: ${mostSerials.is} serials in a message`,
    });
  const seen = new Set<string>();
  for (const [index, serial] of serials.entries()) {
    const at = `/serials/${index}`;
    if (!/^[A-Za-z0-9]{1,20}$/.test(serial))
      return refuse('malformed', `serial ${serial} is not 1 to 20 letters and digits`, { at, rule: identifiers });
    if (seen.has(serial))
      return refuse('conflict', `serial ${serial} stands twice`, { at, rule: `${system}: no serial is used again` });
    seen.add(serial);
  }
  return undefined;
}
