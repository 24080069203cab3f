import { join } from 'node:path';
import * as v from 'valibot';
import { expect } from 'vitest';
import { MqttLink } from '../../../edge-agent/link/mqtt.ts';
import { openDataDirectory } from '../../../infra/local/data-directory.ts';
import { acme, pools } from '../../../infra/local/demo/facts.ts';
import { openCertificates, type ThingFiles } from '../../../infra/local/iot/certificates.ts';
import { epcisDocument } from '../../../shared/epcis/write-json.ts';
import { checkDigit } from '../../../shared/gs1/check-digit.ts';
import { sgtinUrn } from '../../../shared/gs1/sgtin.ts';
import { ssccUrn } from '../../../shared/gs1/sscc.ts';
import { acknowledgement } from '../../../shared/messages/cloud-to-agent.ts';
import { serialPage } from '../../../shared/messages/site-api.ts';
import { acknowledgementTopic, captureTopic } from '../../../shared/messages/topics.ts';
import { commissionEvent } from '../../../shared/trace/commission.ts';
import { packEvent } from '../../../shared/trace/pack.ts';
import { shipEvent } from '../../../shared/trace/ship.ts';
import { good } from '../../kit/unit-maker.ts';
import type { Customer } from './customer.ts';
import { WAIT } from './told.ts';

const SITE = 'acme-east';
const companyPrefix = acme.profile.companyPrefixes[0] ?? '';
export const EXPIRY = '2031-12-31';
const PACKS = 8;
const CASES = 2;

/** So many minutes ago. */
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

/** What the installation gives a site before it starts: its certificate. */
export async function givenToSite(data: string): Promise<ThingFiles> {
  openDataDirectory(data, false).release();
  const certificates = await openCertificates(join(data, 'certificates'));
  return certificates.registerThing(SITE, acme.tenant);
}

export const siteLink = (thing: ThingFiles, port: number) =>
  new MqttLink({ host: '127.0.0.1', port, ...thing, thing: SITE });

/** Where and for whom a lot is packed. */
export interface FarLot {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Of the product and of the place, under the company prefix. */
  readonly item: string;
  readonly city: string;
  readonly profile: string;
  /** Where else the product is sold. */
  readonly also?: readonly string[];
  /** Who is asked for the codes of its packs, as a pool is told; absent: they are our own. */
  readonly issuer?: object;
  /** What regulators call the place. */
  readonly registrations?: object;
}

/** Six digits of a key of the holder's, and the digit that checks it. */
const keyOf = (indicator: string, item: string) => {
  const body = `${indicator}${companyPrefix}${item}`;
  return body + checkDigit(body);
};
const ssccDigits = (n: number) => keyOf('0', String(n).padStart(9, '0'));

const urnOf = (sscc: string) => good(ssccUrn({ sscc, companyPrefix }));

/** What keys and names a lot and its product have. */
function namesOf({ country, item }: FarLot) {
  const lot = `${country}1`;
  const sgln = `urn:epc:id:sgln:${companyPrefix}.${item}.0`;
  const [top = '', ...boxes] = Array.from({ length: 1 + CASES }, (_, i) => ssccDigits(Number(item) * 10 + i));
  return {
    ...{ lot, top, boxes, gtin: keyOf('0', item), gln: keyOf('', item) },
    levels: { box: keyOf('1', item), pallet: keyOf('2', item) },
    order: `order-${lot}`,
    pool: `packs-${lot}`,
    block: `block-${lot}`,
    line: { tenant: acme.tenant, site: SITE, line: `line-${country.toLowerCase()}` },
    place: { offset: '+00:00', readPoint: sgln, bizLocation: sgln },
  };
}
type Names = ReturnType<typeof namesOf>;

/** Has product and place approved, orders the lot and draws its serials. */
async function ordered({ owner, approve }: Customer, of: FarLot, names: Names): Promise<string[]> {
  const { country, city, profile, also = [], registrations, issuer } = of;
  const { gtin, gln, lot, order, pool, block, line, levels } = names;
  const packaging = [
    { level: 'item', gtin },
    { level: 'case', gtin: levels.box, contains: gtin, quantity: PACKS / CASES },
    { level: 'pallet', gtin: levels.pallet, contains: levels.box, quantity: CASES },
  ];
  const product = { name: 'Acmeprazole 20 mg', commonName: 'Omeprazole', form: 'Capsule', strength: '20 mg' };
  const pack = { packType: 'Carton', packSize: 28, markets: [country, ...also], profiles: { [country]: profile } };
  await approve(`/api/products/${gtin}`, { companyPrefix, ...product, ...pack, packaging });
  const address = { city, country };
  await approve(`/api/locations/${gln}`, {
    ...{ companyPrefix, name: `Acme ${city}`, kind: 'packaging', address },
    ...(registrations && { registrations }),
  });
  await owner.call('PUT', `/api/pools/${pool}`, { kind: issuer ? 'imported' : 'random', gtin, profile });
  if (issuer)
    await owner.call('PUT', `/api/pools/${pool}/settings`, { threshold: 1, refill: { amount: PACKS, issuer } });
  const at = { site: SITE, line: line.line };
  await owner.call('POST', '/api/orders', {
    ...{ order, ...at, owner: acme.tenant, gtin, lot, expiry: EXPIRY, quantity: PACKS, pool },
    ...{ ssccPool: pools.sscc, companyPrefix, unitsPerCase: PACKS / CASES, casesPerPallet: CASES },
  });
  const drawn = { requestId: block, pool, count: PACKS, ...at, order };
  const draw = () =>
    owner.call('POST', '/api/serial-requests', drawn).then(
      () => true,
      () => false,
    );
  // Asked for the first time, an empty pool is refilled.
  if (issuer) await expect.poll(draw, WAIT).toBe(true);
  else await owner.call('POST', '/api/serial-requests', drawn);
  const { body } = await owner.call('GET', `/api/serial-requests/${block}/serials?limit=${PACKS}`);
  return v.parse(serialPage, body).serials;
}

/** Packs come to be, go into cases, and those onto a pallet. */
function packing({ gtin, lot, top, boxes, place }: Names, serials: readonly string[]) {
  const packs = serials.map((serial) => good(sgtinUrn({ gtin, serial, companyPrefix })));
  const cases = boxes.map(urnOf);
  const perCase = PACKS / CASES;
  return [
    commissionEvent({ epcs: packs, at: ago(9), lot, expiry: EXPIRY, ...place }),
    commissionEvent({ epcs: [urnOf(top), ...cases], at: ago(8), ...place }),
    ...cases.map((parent, i) => {
      const children = packs.slice(i * perCase, (i + 1) * perCase);
      return packEvent({ parent, children, at: ago(7), ...place });
    }),
    packEvent({ parent: urnOf(top), children: cases, at: ago(6), ...place }),
  ];
}

/** What the line tells when it has closed the lot. */
function reportOf({ order, gtin, lot, top, block, pool }: Names, serials: readonly string[]) {
  const counts = { printed: PACKS, commissioned: PACKS, rejected: 0, sampled: 0, destroyed: 0, unaccounted: 0 };
  return {
    ...{ order, gtin, lot, ...counts, cases: CASES, pallets: 1, rejects: {}, shippable: [urnOf(top)] },
    blocks: [{ block, pool, from: serials[0], to: serials.at(-1), ...counts }],
    ...{ startedAt: ago(10), closedAt: ago(5) },
  };
}

/** A product that is sold in one country, whose lot is packed at a place there: four packs a case, two cases a pallet. */
export function farLot(customer: Customer, of: FarLot) {
  const { owner, quinn } = customer;
  const names = namesOf(of);
  const { gtin, gln, lot, top, boxes, levels, place, line } = names;
  const capture = (...events: Parameters<typeof epcisDocument>[0]) =>
    owner.call('POST', '/epcis/capture', epcisDocument(events, { creationDate: ago(0) }));
  return {
    ...{ gtin, gln, lot, top, boxes, levels },
    /** Orders the lot, and packs it: the serials of its packs. */
    pack: async (link: MqttLink): Promise<string[]> => {
      const serials = await ordered(customer, of, names);
      await capture(...packing(names, serials));
      const report = reportOf(names, serials);
      await tell(link, line, { kind: 'lot-report', sequence: 1, owner: acme.tenant, report });
      return serials;
    },
    /** Quality assurance signs for it, once it reconciles. */
    release: async () => {
      const reconciles = async () =>
        Object((await owner.call('GET', `/api/lots/${lot}/reconciliation?gtin=${gtin}`)).body).reconciles;
      await expect.poll(reconciles, WAIT).toBe(true);
      await quinn.signIn();
      const signature = { meaning: 'released for sale', reason: 'every number has one fate' };
      await quinn.call('POST', `/api/lots/${lot}/release?gtin=${gtin}`, { signature });
    },
    /** @param to PGLN of the partner */
    ship: (to: string) => {
      const { offset, readPoint } = place;
      const despatchAdvice = `urn:epcglobal:cbv:bt:${acme.profile.gln}:ASN-${lot}`;
      const goods = { epcs: [urnOf(top)], from: acme.profile.party, to, despatchAdvice };
      return capture(shipEvent({ ...goods, at: ago(1), offset, readPoint }));
    },
  };
}

/** Sends what a line says until the repository has it. */
async function tell(link: MqttLink, line: Parameters<typeof captureTopic>[0], message: object): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  link.subscribe(acknowledgementTopic(line), (body) => {
    const { captured, refused } = v.parse(acknowledgement, JSON.parse(body));
    if (refused.length > 0) reject(new Error(JSON.stringify(refused)));
    if (captured.length > 0) resolve();
  });
  const send = () => link.publish(captureTopic(line), JSON.stringify(message));
  link.onConnected(() => void send().catch(() => undefined));
  if (link.connected()) await send();
  await promise;
}
