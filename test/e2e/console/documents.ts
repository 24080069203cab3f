import { queryEvents } from '../../kit/epcis-results.ts';
import type { Product } from '../../kit/product.ts';

/** A pack of the batch, the case it is in, and how many packs are in that. */
export async function packed(product: Product): Promise<{ pack: string; container: string; packs: number }> {
  const events = await queryEvents(product, { EQ_bizStep: 'packing' });
  const found = events.find(({ childEPCs }) => childEPCs.some((epc) => epc.includes('/01/')));
  const { childEPCs = [], parentID = '' } = found ?? {};
  return { pack: childEPCs[0] ?? '', container: parentID, packs: childEPCs.length };
}

/** Something that happens to a unit. @param at milliseconds since 1970 */
export const aMove = (epc: string, at: number, what: object) => ({
  type: 'ObjectEvent',
  eventTime: new Date(at).toISOString(),
  eventTimeZoneOffset: '+00:00',
  epcList: [epc],
  ...what,
});

export const aDocument = (...eventList: object[]) =>
  JSON.stringify({
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: new Date().toISOString(),
    epcisBody: { eventList },
  });

/** A file as a person chooses it. */
export const jsonFile = (name: string, text: string) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(text),
});
