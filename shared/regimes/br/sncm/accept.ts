import { checkDigitHolds } from '../../../gs1/check-digit.ts';
import { isDay } from '../../../is-day.ts';
import { type Refusal, refuse } from '../../../refusal.ts';
import type { Report, ReportData } from '../../regime.ts';
import type { Holder, ReportedLot, ReportedProduct } from '../../reported.ts';
import { cnpjOf, otherSide, ownSide, payloadOf } from './event-of.ts';
import { reasonOf, reasonsToGive } from './final-reasons.ts';
import { readReceipt } from './receipts.ts';

const rule = 'SNCM message set 1.00';
type Data = Omit<ReportData, 'requestId'>;

/** Refuses what SNCM would refuse, and what cannot be written, with the place. */
export function accept(data: Data, report?: Report): Refusal | undefined {
  const { product, lot, serials, holder } = data;
  return (
    acceptDeclarant(holder, data, report) ??
    acceptProduct(product) ??
    (lot && acceptLot(lot)) ??
    acceptSerials(serials) ??
    (report && acceptReport(report, data))
  );
}

function acceptDeclarant({ registrations }: Holder, data: Data, report?: Report): Refusal | undefined {
  const cnpj = (report && cnpjOf(ownSide(report, data))) ?? registrations?.['cnpj'];
  if (cnpj !== undefined) return acceptCnpj(cnpj, '/holder/registrations/cnpj');
  return refuse('malformed', 'the declarant has no CNPJ', {
    at: '/holder/registrations/cnpj',
    rule: `${rule}, declarant`,
    remedy: 'PUT /api/tenant with registrations.cnpj, then resend',
  });
}

/** The message set is older than CNPJs with letters (July 2026: IN RFB 2.229/2024). */
function acceptCnpj(cnpj: string, at: string): Refusal | undefined {
  if (/^\d{14}$/.test(cnpj)) return undefined;
  return refuse('unsupported', `CNPJ ${cnpj} has letters, and messages of SNCM hold digits alone`, {
    at,
    rule: `${rule}, cnpj`,
    remedy: 'rehearse with an establishment whose CNPJ is of digits, or cancel this report',
  });
}

function acceptProduct({ gtin, name, markets }: ReportedProduct): Refusal | undefined {
  if (!/^\d{14}$/.test(gtin) || !checkDigitHolds(gtin))
    return refuse('malformed', `${gtin} is not a GTIN`, { at: '/product/gtin', rule: `${rule}, dui/gtin` });
  if (name.trim() === '') return refuse('malformed', 'name is missing', { at: '/product/name', rule });
  if (markets.includes('BR')) return undefined;
  return refuse('malformed', 'the product is not sold in BR', { at: '/product/markets', rule });
}

function acceptLot({ lot, expiry }: ReportedLot): Refusal | undefined {
  if (!/^[\x21-\x7e]{1,20}$/.test(lot))
    return refuse('malformed', `lot ${lot} does not have 1 to 20 characters`, {
      at: '/lot/lot',
      rule: `${rule}, dui/lot`,
    });
  if (isDay(expiry)) return undefined;
  return refuse('malformed', `${expiry} is not a date YYYY-MM-DD`, { at: '/lot/expiry', rule: `${rule}, dui/exp` });
}

function acceptSerials(serials: readonly string[]): Refusal | undefined {
  const seen = new Set<string>();
  for (const [index, serial] of serials.entries()) {
    const place = { at: `/serials/${index}`, rule: `${rule}, dui/serl` };
    if (!/^[A-Za-z0-9]{1,20}$/.test(serial))
      return refuse('malformed', `serial ${serial} is not 1 to 20 letters and digits`, place);
    if (seen.has(serial)) return refuse('conflict', `serial ${serial} stands twice`, place);
    seen.add(serial);
  }
  return undefined;
}

function acceptReport(report: Report, data: Data): Refusal | undefined {
  switch (report.name) {
    case 'shpt':
    case 'rec':
      return acceptMovement(report, data);
    case 'final':
      return acceptReason(report, data.facts?.['reason']);
    case 'evtRvctn':
      return acceptRevocation(data);
    default:
      return undefined;
  }
}

/** Packs of one event that moves goods: our own bound, for what is sent is read again when it is answered. */
const MOST_MOVED = 80_000;

function acceptMovement(report: Report, data: Data): Refusal | undefined {
  const packs = (data.movement?.things ?? []).flatMap(({ inside }) => inside).reduce((sum, one) => sum + one.packs, 0);
  if (packs > MOST_MOVED)
    return refuse('too-large', `${packs} packs moved with 20 things`, {
      at: '/movement/things',
      rule: `Seriate: ${MOST_MOVED} packs in one ${report.name}`,
      remedy: 'capture shipments of fewer packs',
    });
  const partner = cnpjOf(otherSide(report, data));
  if (partner === undefined)
    return refuse('malformed', 'the partner’s establishment has no CNPJ', {
      at: report.name === 'rec' ? '/movement/from' : '/movement/to',
      rule: `${rule}, ${report.name}/prtnr`,
      remedy: 'add registrations.cnpj to the location or the partner, have it approved, then resend',
    });
  const lettered = acceptCnpj(partner, report.name === 'rec' ? '/movement/from' : '/movement/to');
  if (lettered !== undefined) return lettered;
  const payload = payloadOf(data);
  const index = payload.findIndex((one) => 'unlisted' in one);
  const open = payload[index];
  if (open !== undefined && 'unlisted' in open)
    return refuse('unsupported', `it is not known which packs of which lot are in ${open.unlisted}`, {
      at: `/movement/things/${index}`,
      rule: `${rule}, ${report.name}/pld: packages tell their packs`,
      remedy: 'capture what is in it, and the commissioning of its packs with lot and expiry, then resend',
    });
  return undefined;
}

function acceptReason({ change = 'ended' }: Report, given: string | undefined): Refusal | undefined {
  if (reasonOf(change, given) !== undefined) return undefined;
  return refuse('malformed', `${given ?? 'nothing'} is no reason why packs leave`, {
    at: '/facts/reason',
    rule: `${rule}, final`,
    remedy: `give one of ${reasonsToGive.join(', ')}`,
  });
}

function acceptRevocation({ takesBack = [], takesBackPart = false }: Data): Refusal | undefined {
  if (takesBackPart)
    return refuse(
      'conflict',
      'the event told of more than what did not happen, and a revocation is of the whole event',
      {
        at: '/takesBack',
        rule: `${rule}, evtRvctn/revoking/origEvtId`,
        remedy: 'tell SNCM of these by hand, then cancel this report',
      },
    );
  const index = takesBack.findIndex((receipt) => readReceipt(receipt).evtId === undefined);
  if (takesBack.length > 0 && index < 0) return undefined;
  return refuse('conflict', 'it is not known what SNCM calls the event', {
    at: index < 0 ? '/takesBack' : `/takesBack/${index}`,
    rule: `${rule}, evtRvctn/revoking/origEvtId`,
    remedy: 'let the report that it takes back be acknowledged first, or cancel both',
  });
}
