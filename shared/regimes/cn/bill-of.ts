import { isRefusal, type Refusal, refuse } from '../../refusal.ts';
import type { Report, ReportData } from '../regime.ts';
import type { ReportedPlace } from '../reported.ts';
import type { BillUpload, Parameters } from './calls.ts';
import { codeText, physicTypeOf } from './codes.ts';
import { billTypeOfReport } from './due-reports.ts';
import { type EntId, entIdOf, refEntIdOf } from './enterprise-ids.ts';

/** What a report's bill says, and its codes. */
export interface Billed {
  readonly bill: BillUpload;
  readonly codes: readonly string[];
}

type Data = Omit<ReportData, 'requestId'> & { readonly requestId?: string };

/** The bill of a movement, or of what became of packs; a refusal where the platform has no word for it, or a party has no number there. */
export function billOf(report: Report, data: Data): Billed | Refusal {
  const { movement, product, serials } = data;
  const isReturn = movement?.documents.some(({ type }) => type === 'rma') === true;
  const type = billTypeOfReport(report, isReturn);
  if (type === undefined)
    return refuse('conflict', 'nobody said what became of the packs', {
      at: '/change',
      rule: 'MSFX: types of bills',
      remedy: 'POST /api/deliveries/{deliveryId}/unhold with `change`',
    });
  const codes =
    movement?.things.map(({ code }) => codeText(code)) ??
    serials.map((serial) => codeText({ gtin: product.gtin, serial }));
  return billed(data, type, codes);
}

/** The bill of production of a release. */
export const productionBill = (data: Data): Billed | Refusal =>
  billed(
    data,
    101,
    data.serials.map((serial) => codeText({ gtin: data.product.gtin, serial })),
  );

function billed(data: Data, type: number, codes: readonly string[]): Billed | Refusal {
  const { holder, facts = {}, requestId = '' } = data;
  const ref = refEntIdOf(holder.registrations);
  if (isRefusal(ref)) return ref;
  const from = partyOf(data, data.movement?.from, '/movement/from/registrations');
  if (isRefusal(from)) return from;
  const to = partyOf(data, data.movement?.to, '/movement/to/registrations');
  if (isRefusal(to)) return to;
  const more = { ...papersOf(data), from_person: facts['from_person'] ?? '', to_person: facts['to_person'] ?? '' };
  const physicType = physicTypeOf(codes[0] ?? '');
  return { bill: { ref, code: requestId, type, physicType, at: data.at, from, to, more }, codes };
}

/** Where nothing moves, the holder is both; an own place without a number of its own is the holder's. */
function partyOf({ holder }: Data, place: ReportedPlace | undefined, at: string): EntId | Refusal {
  const { registrations: own } = holder;
  if (place === undefined) return entIdOf(own, '/holder/registrations', own);
  const registrations = place.partner === undefined ? { ...own, ...place.registrations } : place.registrations;
  return entIdOf(registrations, at, own);
}

/** Of the business documents that an event names, or as a person said. */
function papersOf({ movement, facts = {} }: Data): Parameters {
  const numberOf = (...types: string[]) => movement?.documents.find(({ type }) => types.includes(type))?.number ?? '';
  return {
    order_code: facts['order_code'] ?? numberOf('po'),
    from_bill_code: facts['from_bill_code'] ?? numberOf('rma', 'desadv', 'inv'),
  };
}
