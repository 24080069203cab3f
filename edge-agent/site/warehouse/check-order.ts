import { valueProblem } from '#shared/gs1/application-identifiers.ts';
import { checkDigitHolds } from '#shared/gs1/check-digit.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { documentId } from '#shared/warehouse/document-id.ts';
import type { OrderBody } from '../../store/warehouse-orders.ts';
import { forbid, type WarehouseNeeds } from './floor.ts';
import { partyIn } from './open-order.ts';
import { readCode } from './read-code.ts';

type Receipt = Extract<OrderBody, { kind: 'receipt' }>;
type Shipment = Extract<OrderBody, { kind: 'shipment' }>;
type Settings = Pick<WarehouseNeeds, 'settings'>;

/** A receipt as it is kept: sender and despatch advice in the words of events. Throws `Refused` with the place of what nobody could be told. */
export function checkReceipt(needs: Settings, { advice, from, advised, ...rest }: Receipt): Receipt {
  const sender = from === undefined ? undefined : at('/from', partyIn(needs, from));
  return {
    ...rest,
    advice: at('/advice', documentId(advice, sender?.gln)),
    ...(sender !== undefined && { from: sender.id }),
    ...(advised !== undefined && { advised: advised.map((one, i) => at(`/advised/${i}`, readCode(one)).epc) }),
  };
}

/** A shipment as it is kept. Throws `Refused` with the place of what nobody could be told, or could ever be picked. */
export function checkShipment(needs: Settings, { to, po, lines, ...rest }: Shipment): Shipment {
  const party = at('/to', partyIn(needs, to));
  for (const [i, line] of lines.entries()) checkLine(line, i, lines);
  return {
    ...rest,
    to: party.id,
    lines,
    ...(po !== undefined && { po: at('/po', documentId(po, party.gln)) }),
  };
}

function checkLine({ gtin, lot }: Shipment['lines'][number], i: number, lines: Shipment['lines']): void {
  const no = (member: string, detail: string, rule: string, remedy: string) =>
    forbid(refuse('malformed', detail, { at: `/lines/${i}/${member}`, rule, remedy }));
  if (!checkDigitHolds(gtin))
    no(
      'gtin',
      `the check digit of ${gtin} is wrong`,
      'GS1 General Specifications §7.9',
      'Look the GTIN up and type it again.',
    );
  if (/^[1-8]/.test(gtin))
    no(
      'gtin',
      `${gtin} names a grouping of packs`,
      'GS1 General Specifications §2.1.2: indicator digit',
      'Give the GTIN of the pack, and how many packs.',
    );
  const wrong = lot === undefined ? undefined : valueProblem('10', lot);
  if (wrong !== undefined)
    no(
      'lot',
      `lot ${JSON.stringify(lot)} ${wrong.detail}`,
      'GS1 General Specifications §3.4.1: (10)',
      'Give the lot as its code says it.',
    );
  if (lines.findIndex((one) => one.gtin === gtin && one.lot === lot) < i)
    no(
      'gtin',
      `${gtin}${lot === undefined ? '' : ` of lot ${lot}`} is wanted twice`,
      'a line says how many packs',
      'Add the lines up.',
    );
}

function at<Value>(place: string, value: Value | Refusal): Value {
  return isRefusal(value) ? forbid({ ...value, at: place }) : value;
}
