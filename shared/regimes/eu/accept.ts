import { checkDigitHolds } from '../../gs1/check-digit.ts';
import { isDay } from '../../is-day.ts';
import { type Refusal, refuse } from '../../refusal.ts';
import type { Report, ReportData } from '../regime.ts';
import type { Holder, ReportedLot, ReportedProduct } from '../reported.ts';
import { countries } from './countries.ts';
import { isFinal } from './states.ts';

const identifier = 'Delegated Regulation (EU) 2016/161, Article 4';
const masterData = 'EU Hub A16';

/** Members of the product master data's common part that the Hub does not go without. */
const mandatory = ['name', 'commonName', 'form', 'strength', 'packType'] as const satisfies (keyof ReportedProduct)[];

/** Refuses what the Hub would refuse, with the place and the rule. Serials are compared as they are: upper and lower case differ. */
export function accept(data: Omit<ReportData, 'requestId'>, report?: Report): Refusal | undefined {
  const { product, lot, serials, holder } = data;
  return (
    acceptUndo(report) ??
    acceptHolder(holder, report) ??
    acceptProduct(product) ??
    (lot && acceptLot(lot)) ??
    acceptSerials(serials)
  );
}

function acceptUndo({ undo, change = 'ended' }: Partial<Report> = {}): Refusal | undefined {
  if (!undo || !isFinal(change)) return undefined;
  return refuse('conflict', `packs that were reported as ${change} stay so`, {
    at: '/change',
    rule: 'Delegated Regulation (EU) 2016/161, Article 13(1)(d)', // [R]
    remedy: 'open an investigation, tell the Hub’s service desk, and cancel this report',
  });
}

/** Every market's part of the master data names the holder with its address (mandatory since Hub 1.16). */
function acceptHolder({ address }: Holder, { name = '' }: Partial<Report> = {}): Refusal | undefined {
  if (name !== 'product-master-data' || address !== undefined) return undefined;
  return refuse('malformed', 'the marketing authorisation holder has no address', {
    at: '/holder/address',
    rule: masterData,
    remedy: 'PUT /api/tenant with an address, then resend',
  });
}

function acceptProduct(product: ReportedProduct): Refusal | undefined {
  if (!/^\d{14}$/.test(product.gtin) || !checkDigitHolds(product.gtin))
    return refuse('malformed', `${product.gtin} is not a GTIN`, { at: '/product/gtin', rule: identifier });
  const missing = mandatory.find((member) => product[member].trim() === '');
  if (missing !== undefined)
    return refuse('malformed', `${missing} is missing`, { at: `/product/${missing}`, rule: masterData });
  if (!Number.isInteger(product.packSize) || product.packSize < 1)
    return refuse('malformed', 'packSize is not a positive number', { at: '/product/packSize', rule: masterData });
  if (!product.markets.some((market) => countries.includes(market)))
    return refuse('malformed', 'the product has no market in the EU', { at: '/product/markets', rule: masterData });
  return undefined;
}

function acceptLot({ lot, expiry }: ReportedLot): Refusal | undefined {
  if (lot.length < 1 || lot.length > 20)
    return refuse('malformed', `lot ${lot} does not have 1 to 20 characters`, { at: '/lot/lot', rule: identifier });
  if (!isDay(expiry))
    return refuse('malformed', `${expiry} is not a date YYYY-MM-DD`, { at: '/lot/expiry', rule: identifier });
  return undefined;
}

function acceptSerials(serials: readonly string[]): Refusal | undefined {
  const seen = new Set<string>();
  for (const [index, serial] of serials.entries()) {
    const at = `/serials/${index}`;
    if (!/^[A-Za-z0-9]{1,20}$/.test(serial))
      return refuse('malformed', `serial ${serial} is not 1 to 20 letters and digits`, { at, rule: identifier });
    if (seen.has(serial)) return refuse('conflict', `serial ${serial} stands twice`, { at, rule: identifier });
    seen.add(serial);
  }
  return undefined;
}
