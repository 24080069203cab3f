import type { Report, ReportData } from '../../regime.ts';
import type { NestedThing, ReportedCode, ReportedPlace } from '../../reported.ts';
import { isImport } from './due-reports.ts';
import type { Dui, EventsIn, Payload, SncmEvent } from './event.ts';
import { reasonOf } from './final-reasons.ts';
import { idOf } from './ids.ts';
import { readReceipt } from './receipts.ts';

/** The message that tells a report: one event in each, for the answer is of messages. `accept` refuses before what cannot be said. */
export function eventsOf(report: Report, data: ReportData): EventsIn {
  const declarant = cnpjOf(ownSide(report, data)) ?? data.holder.registrations?.['cnpj'] ?? '';
  return {
    docId: idOf(data.requestId),
    // There is no clock here: the message is dated by what it tells.
    ccTime: data.at,
    // Of the duty nothing but rehearsals is left.
    env: 2,
    declarant,
    mbrAgt: declarant,
    usrAgt: 'Seriate',
    events: [eventOf(report, data, idOf(`${data.requestId} ${report.key}`))],
  };
}

function eventOf(report: Report, data: ReportData, evtNotifId: string): SncmEvent {
  const timed = { evtNotifId, pastTime: data.at };
  switch (report.name) {
    case 'activ':
      return { kind: 'activ', ...timed, isImport: isImport(report), duis: duisOf(data) };
    case 'final': {
      const reason = reasonOf(report.change ?? 'ended', data.facts?.['reason']);
      if (reason === undefined) throw new Error('nobody said why the packs leave');
      return { kind: 'final', ...timed, reason, duis: duisOf(data) };
    }
    case 'shpt':
    case 'rec': {
      const partner = cnpjOf(otherSide(report, data)) ?? '';
      const payload = payloadOf(data).map((one) => ('unlisted' in one ? unlisted(one.unlisted) : one));
      return { kind: report.name, ...timed, fit: true, partner, carriers: [], payload };
    }
    case 'evtRvctn':
      return { kind: 'evtRvctn', evtNotifId, revoking: (data.takesBack ?? []).map(revoked) };
    default:
      throw new Error(`SNCM has no event ${report.name}`);
  }
}

const unlisted = (code: string): never => {
  throw new Error(`nobody says what is in ${code}`);
};

const revoked = (receipt: string) => ({ origEvtId: readReceipt(receipt).evtId ?? '', desc: 'declared an error' });

/** The establishment that tells, and the one on the other side. */
export const ownSide = ({ name }: Pick<Report, 'name'>, { movement }: Pick<ReportData, 'movement'>) =>
  name === 'rec' ? movement?.to : movement?.from;
export const otherSide = ({ name }: Pick<Report, 'name'>, { movement }: Pick<ReportData, 'movement'>) =>
  name === 'rec' ? movement?.from : movement?.to;

export const cnpjOf = (place: ReportedPlace | undefined): string | undefined => place?.registrations?.['cnpj'];

function duisOf({ product, lot, serials }: ReportData): Dui[] {
  if (lot === undefined) throw new Error('packs are of a lot');
  return serials.map((serial) => ({ gtin: product.gtin, serial, expiry: lot.expiry.slice(0, 7), lot: lot.lot }));
}

/** A thing whose packs nobody lists. */
interface Unlisted {
  readonly unlisted: string;
}

/** What moved, with what is in it down to the packs: the message set has no shipment of a package whose packs are not told. */
export const payloadOf = ({ movement }: Pick<ReportData, 'movement'>): (Payload | Unlisted)[] =>
  (movement?.things ?? []).map(({ code, nested }) =>
    nested === undefined ? { unlisted: nameOf(code) } : packed(nested),
  );

function packed({ code, lot, expiry, children }: NestedThing): Payload | Unlisted {
  if (code.sscc === undefined) {
    // A package that has a GTIN would be told by an element of which nothing is known.
    if (children.length > 0 || lot === undefined || expiry === undefined) return { unlisted: nameOf(code) };
    return { dui: { gtin: code.gtin, serial: code.serial, expiry: expiry.slice(0, 7), lot } };
  }
  const inside = children.map(packed);
  const open = inside.find((one) => 'unlisted' in one);
  if (open !== undefined || inside.length === 0) return open ?? { unlisted: code.sscc };
  return { sscc: code.sscc, inside: inside.filter(isListed) };
}

const isListed = (one: Payload | Unlisted): one is Payload => !('unlisted' in one);

const nameOf = (code: ReportedCode): string => code.sscc ?? `${code.gtin} ${code.serial}`;
