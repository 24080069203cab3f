import type { ObjectEvent } from '../../epcis/event.ts';
import type { ReportData } from '../regime.ts';
import type { ReportedDocument } from '../reported.ts';
import { spellWith } from './identifiers.ts';

const words = {
  shipping: { bizStep: 'shipping', disposition: 'in_transit' },
  receiving: { bizStep: 'receiving', disposition: 'in_progress' },
  'void-shipping': { bizStep: 'void_shipping', disposition: 'in_progress' },
} as const;

/** Goods that leave, arrive, or did not leave after all (CBV 1.2 §7.1.3), between two places. */
export function movementEvent({ movement, holder, at }: ReportData, name: keyof typeof words): ObjectEvent {
  if (movement === undefined) throw new Error(`${name} is of a movement`);
  const { from, to, things, documents } = movement;
  const { epc, place } = spellWith(holder.companyPrefixes);
  const here = { id: place((name === 'receiving' ? to : from).gln) };
  return {
    type: 'ObjectEvent',
    action: 'OBSERVE',
    eventTime: new Date(at).toISOString(),
    eventTimeZoneOffset: '+00:00',
    ...words[name],
    readPoint: here,
    ...(name === 'receiving' && { bizLocation: here }),
    epcList: things.map(({ code }) => epc(code)),
    ...(documents.length > 0 && { bizTransactionList: documents.map((one) => transactionOf(one, holder.gln)) }),
    sourceList: [{ type: 'location', source: place(from.gln) }],
    destinationList: [{ type: 'location', destination: place(to.gln) }],
  };
}

/** By the number that its issuer gave it, under the holder's GLN (CBV 1.2 §8.5.2), unless it has a URI of its own. */
const transactionOf = ({ type, number }: ReportedDocument, gln: string) => ({
  ...(type !== '' && { type }),
  bizTransaction: number.includes(':') ? number : `urn:epcglobal:cbv:bt:${gln}:${encodeURIComponent(number)}`,
});
