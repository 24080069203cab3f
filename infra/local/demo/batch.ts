import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { Client } from './client.ts';
import { everyPage } from './every-page.ts';
import { acme, medico, packright, pools, product } from './facts.ts';
import type { Person } from './person.ts';

const reportShape = v.object({
  printed: v.number(),
  commissioned: v.number(),
  rejected: v.number(),
  sampled: v.number(),
  destroyed: v.number(),
  unaccounted: v.number(),
  cases: v.number(),
  pallets: v.number(),
  rejects: v.record(v.string(), v.number()),
  shippable: v.array(v.string()),
});
const lotShape = v.object({
  lot: v.string(),
  gtin: v.string(),
  expiry: v.string(),
  quantity: v.number(),
  state: v.string(),
  createdAt: v.string(),
  releasedAt: v.optional(v.string()),
  report: v.optional(reportShape),
});
export type Lot = v.InferOutput<typeof lotShape>;
const lotsShape = v.object({ lots: v.array(lotShape) });

const deliveryShape = v.object({
  deliveryId: v.string(),
  kind: v.string(),
  state: v.string(),
  market: v.optional(v.string()),
  partner: v.optional(v.string()),
  subject: v.looseObject({ lot: v.optional(v.string()), eventIds: v.optional(v.array(v.string())) }),
  report: v.optional(v.string()),
  failure: v.optional(v.unknown()),
});
export type Delivery = v.InferOutput<typeof deliveryShape>;
const deliveriesShape = v.object({ deliveries: v.array(deliveryShape) });

/** States in which a delivery row rests. */
const final = new Set(['acknowledged', 'partially-accepted', 'rejected', 'parked', 'delivered']);

const NAME = 'DEMO';
const numberOf = ({ lot }: Lot) => (lot.startsWith(NAME) ? Number(lot.slice(NAME.length)) : Number.NaN);

/** The batch that is still under way, or a new one. A lot number is never used twice. Lots that people ordered are theirs. */
export async function currentLot(client: Client, units: number, now: Date): Promise<Lot> {
  const lots = await everyPage(client, '/api/lots', (body) => v.parse(lotsShape, body).lots);
  const own = lots.filter((one) => one.gtin === product.gtin && Number.isInteger(numberOf(one)));
  const latest = own.toSorted((a, b) => numberOf(a) - numberOf(b)).at(-1);
  if (latest !== undefined && !(await settled(client, latest))) return latest;
  const lot = `${NAME}${String((latest === undefined ? 0 : numberOf(latest)) + 1).padStart(4, '0')}`;
  await client.call('POST', '/api/orders', {
    order: `order-${lot}`,
    site: packright.site,
    line: packright.line,
    owner: acme.tenant,
    packer: packright.tenant,
    gtin: product.gtin,
    lot,
    expiry: `${now.getUTCFullYear() + 2}-12-31`,
    quantity: units,
    pool: pools.packs,
    ssccPool: pools.sscc,
    companyPrefix: acme.profile.companyPrefixes[0],
    unitsPerCase: 24,
    casesPerPallet: 40,
    sampleEvery: 100,
  });
  return showLot(client, lot);
}

export async function showLot(client: Client, lot: string): Promise<Lot> {
  return v.parse(lotShape, (await client.call('GET', `/api/lots/${lot}`)).body);
}

/** Releases the lot under the signature of a person; again is harmless. */
export async function release(signer: Person, { lot }: Lot): Promise<Lot> {
  await signer.signIn();
  const signature = { meaning: 'released for sale', reason: 'every number has one fate' };
  return v.parse(lotShape, (await signer.call('POST', `/api/lots/${lot}/release`, { signature })).body);
}

/** The event of the shipment has an id of the lot's own, so sending it again is the same event. */
function shipmentId({ gtin, lot }: Lot): string {
  const hex = createHash('sha256').update(`shipment ${gtin} ${lot}`).digest('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Ships everything the lot became to the wholesaler, as a warehouse system would tell it. */
export async function ship(client: Client, lot: Lot): Promise<void> {
  const owner = 'owning_party';
  const { party } = medico.profile;
  await client.call('POST', '/epcis/capture', {
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: lot.releasedAt,
    epcisBody: {
      eventList: [
        {
          type: 'ObjectEvent',
          eventID: shipmentId(lot),
          eventTime: lot.releasedAt,
          eventTimeZoneOffset: '+00:00',
          epcList: lot.report?.shippable ?? [],
          action: 'OBSERVE',
          bizStep: 'shipping',
          disposition: 'in_transit',
          readPoint: { id: packright.location },
          bizTransactionList: [
            { type: 'desadv', bizTransaction: `urn:epcglobal:cbv:bt:${acme.profile.gln}:ASN-${lot.lot}` },
          ],
          sourceList: [{ type: owner, source: acme.profile.party }],
          // Who has the goods there tells the country they go to; their owner does not.
          destinationList: [owner, 'possessing_party'].map((type) => ({ type, destination: party })),
        },
      ],
    },
  });
}

/** Everything that was or will be told about the lot. */
export async function deliveriesOf(client: Pick<Client, 'call'>, lot: Lot): Promise<Delivery[]> {
  const list = (filter: string) =>
    everyPage(client, `/api/deliveries?${filter}`, (body) => v.parse(deliveriesShape, body).deliveries);
  const ofLot = await list(`lot=${encodeURIComponent(lot.lot)}&gtin=${lot.gtin}`);
  // A shipment may hold several lots, so its delivery names events and no lot.
  const shipment = shipmentId(lot);
  const shipped = (await list('kind=delivery')).filter(({ subject }) => subject.eventIds?.includes(shipment));
  const known = new Set(ofLot.map(({ deliveryId }) => deliveryId));
  return [...ofLot, ...shipped.filter(({ deliveryId }) => !known.has(deliveryId))];
}

/** True when nothing more will happen to what was sent: a submission and a delivery at least, if anything was packed, all at rest. */
export function atRest({ report }: Lot, deliveries: readonly Delivery[]): boolean {
  const kinds = new Set(deliveries.map(({ kind }) => kind));
  const told = kinds.has('submission') && kinds.has('delivery');
  return (told || report?.commissioned === 0) && deliveries.every(({ state }) => final.has(state));
}

async function settled(client: Client, lot: Lot): Promise<boolean> {
  return lot.state === 'released' && atRest(lot, await deliveriesOf(client, lot));
}
