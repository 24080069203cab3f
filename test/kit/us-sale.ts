import { webhookSecret } from '#common/webhook-secret.ts';
import type { ObjectEvent } from '#shared/epcis/event.ts';
import { shipEvent } from '#shared/trace/ship.ts';
import { approved } from './approved.ts';
import { aHouse, type House, medico, type World } from './delivery-world.ts';

const address = { street: '1 Example Way', city: 'Springfield', state: 'MA', postalCode: '01101', country: 'US' };
const plant = { companyPrefix: '9521321', name: 'Plant', kind: 'manufacturing', address };

/** GLN of the party that buys. */
export const buyer = '9521999000013';
export const ndc = '99999-1234-5';
export const po = { type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:9521999000013:PO-1' };
export const desadv = { type: 'desadv', bizTransaction: 'urn:epcglobal:cbv:bt:9521321000018:ASN-1' };

export interface Sale {
  readonly url: string;
  /** Takes the secret that the sender signs with. */
  readonly trust: (secret: string) => void;
  /** Of the product. */
  readonly change?: Record<string, unknown>;
  /** The release of the guideline that the buyer wants. */
  readonly document?: 'gs1-us-r1.2' | 'gs1-us-r1.3';
  readonly transactions?: ObjectEvent['bizTransactionList'];
  /** What else happens before it leaves. */
  readonly before?: (house: House) => Promise<unknown>;
}

/** A house that sells to the United States; its shipment to Medico, under the despatch advice ASN-1, is due as the delivery `d-<tenant>`. */
export async function usSale(world: World, sale: Sale) {
  const { url, trust, change, transactions = [po, desadv], document = 'gs1-us-r1.3', before } = sale;
  const product = { markets: ['US'], nationalNumbers: [{ type: 'ndc', value: ndc }], ...change };
  const house = await aHouse(world, { change: product });
  const { tenant } = house;
  const partner = { name: 'Medico', party: medico, channel: 'webhook', url, address, document };
  await approved(world.table.db, tenant, 'partner', 'medico', partner);
  await approved(world.table.db, tenant, 'location', '9521321000018', plant);
  trust(webhookSecret(await world.needs.root(), { tenant, partner: 'medico', generation: 1 }));
  await house.produce();
  await before?.(house);
  const { offset, readPoint } = house.place;
  const from = 'urn:epc:id:pgln:9521321.00001';
  const at = '2026-03-01T09:30:00.000Z';
  const event = shipEvent({ epcs: [house.pallet], at, from, to: medico, offset, readPoint });
  const eventId = await house.captured({ ...event, bizTransactionList: [...transactions] });
  const due = { tenant, deliveryId: `d-${tenant}`, kind: 'delivery', partner: 'medico' } as const;
  await world.needs.deliveries.plan({ ...due, subject: { eventIds: [eventId] } }, world.needs.now());
  return house;
}
