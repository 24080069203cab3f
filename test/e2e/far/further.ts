import { describe, test } from 'vitest';
import type { MqttLink } from '../../../edge-agent/link/mqtt.ts';
import { medico } from '../../../infra/local/demo/facts.ts';
import { parties } from '../../../infra/local/sandbox/hub/rehearsal.ts';
import type { Customer } from './customer.ts';
import { type FarLot, farLot } from './packed-lot.ts';
import { toldTo } from './told.ts';

/** A market, what its lot is told by once it is released, and once its pallet went to medico, which has a hall there. */
interface Further {
  readonly of: FarLot;
  readonly market: string;
  /** The sandbox at which places and products are registered before. */
  readonly register?: 'hub' | 'portal';
  /** Of whose codes: the secret for the station. */
  readonly issuer?: string;
  /** What its partner is called there. */
  readonly partner?: object;
  readonly facts?: Readonly<Record<string, string>>;
  readonly released: readonly string[];
  readonly shipped: readonly string[];
}

const PACKED = ['release commissioning', 'packing aggregation'];
const SHIPPED = ['shipment shipping'];
const USED = ['release utilisation', 'packing aggregation', 'packing aggregation'];
const madeDate = '2026-02-01';

const further: readonly Further[] = [
  {
    ...{
      market: 'sa',
      facts: { madeDate },
      released: ['release SupplyService'],
      shipped: ['shipment DispatchService'],
    },
    of: { country: 'SA', item: '00006', city: 'Riyadh', profile: 'sa' },
  },
  {
    ...{
      market: 'tr',
      facts: { madeDate },
      released: ['release production'],
      shipped: ['shipment SendPackage', 'shipment dispatch'],
    },
    of: { country: 'TR', item: '00007', city: 'Ankara', profile: 'tr' },
  },
  {
    ...{ market: 'ae', register: 'hub', released: PACKED, shipped: SHIPPED },
    of: { country: 'AE', item: '00008', city: 'Dubai', profile: 'ae' },
  },
  {
    ...{ market: 'bh', register: 'hub', released: PACKED, shipped: SHIPPED },
    of: { country: 'BH', item: '00009', city: 'Manama', profile: 'ae' },
  },
  {
    ...{ market: 'jo', register: 'hub', released: ['release commissioning'], shipped: [] },
    of: { country: 'JO', item: '00010', city: 'Amman', profile: 'ae' },
  },
  {
    ...{ market: 'eg', register: 'portal', released: PACKED, shipped: SHIPPED },
    of: { country: 'EG', item: '00011', city: 'Cairo', profile: 'ae' },
  },
  {
    ...{ market: 'kz', facts: { madeDate }, issuer: 'mpt-rehearsal', released: USED, shipped: [] },
    of: { country: 'KZ', item: '00012', city: 'Almaty', profile: 'kz' },
  },
  {
    ...{ market: 'uz', facts: { madeDate }, issuer: 'asl-rehearsal', released: USED, shipped: [] },
    of: { country: 'UZ', item: '00013', city: 'Tashkent', profile: 'uz' },
  },
  {
    ...{ market: 'kr', register: 'portal', released: [], shipped: ['sales-shipment sales-shipment'] },
    facts: { supplyClass: '1', contractType: '1', unitPrice: '1200' },
    partner: { 'kr-business': parties[1] },
    of: { country: 'KR', item: '00014', city: 'Seoul', profile: 'kr' },
  },
  {
    ...{ market: 'in', register: 'portal', shipped: [] },
    released: ['release primary', 'packing secondary', 'packing tertiary'],
    of: { country: 'IN', item: '00015', city: 'Pune', profile: 'in-export', also: ['NP'] },
  },
];

interface World {
  readonly customer: Customer;
  readonly link: MqttLink;
}

/** Makes what a market has to know known to it, and has a lot packed and released there. */
async function releasedThere({ customer, link }: World, { market, of, register, issuer: secret }: Further) {
  const { placeOf, turn } = customer;
  const issuer = secret && { kind: 'xtrace', url: `${placeOf('xtrace').url}/${market}`, businessPlaceId: '36', secret };
  const lot = farLot(customer, { ...of, ...(issuer && { issuer }) });
  if (register !== undefined)
    await turn(register, {
      ...{ do: 'register', ...(register === 'hub' && { hub: market }) },
      ...{ glns: [lot.gln], gtins: [lot.gtin, ...Object.values(lot.levels)] },
    });
  await lot.pack(link);
  await lot.release();
  return lot;
}

/** Each with the access that the demonstration has set, at the sandbox that it runs: a lot that is packed there, released, and sold. */
export const furtherMarkets = (of: () => World) =>
  describe('a lot for a further market', () => {
    const lots = new Map<string, Awaited<ReturnType<typeof releasedThere>>>();
    test('is packed and released beside those for the others', async () => {
      await of().customer.registered({ 'kr-business': parties[0] });
      for (const one of further) lots.set(one.market, await releasedThere(of(), one));
    }, 300_000);

    test.each(further)(
      '$market: is told from its release to its sale',
      async ({ market, of: { city, country }, partner: registrations = {}, facts = {}, released, shipped }) => {
        const { owner, partner } = of().customer;
        const told = toldTo({ owner }, market);
        const acknowledged = (names: readonly string[]) => names.map((name) => `${name} acknowledged`);
        await told.given(facts, released.length);
        await told.stands(...acknowledged(released));
        const { name, party } = medico.profile;
        await partner('medico', { name, party, address: { city, country }, registrations });
        await lots.get(market)?.ship(party);
        await told.given(facts, released.length + shipped.length);
        await told.stands(...acknowledged([...released, ...shipped]));
      },
      300_000,
    );
  });
