import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build } from '../../../infra/local/build.ts';
import { product } from '../../../infra/local/demo/facts.ts';
import { type Cloud, startCloud } from '../../../infra/local/start-cloud.ts';
import type { EpcisEvent, ObjectEvent } from '../../../shared/epcis/event.ts';
import { commissionEvent } from '../../../shared/trace/commission.ts';
import { packEvent } from '../../../shared/trace/pack.ts';
import { temporaryFolder } from '../../kit/temporary-folder.ts';
import { approverOf, type Firm, type FirmAtWork, firmAtWork, placeOf, type Step } from './firm.ts';

const folder = temporaryFolder();
const STARTS_MS = 180_000;
const patient = { timeout: 60_000, interval: 200 };

const firm = (tenant: string, name: string, kind: Firm['kind'], companyPrefix: string, check: number): Firm => ({
  ...{ tenant, name, kind, companyPrefix },
  party: `urn:epc:id:pgln:${companyPrefix}.00001`,
  gln: `${companyPrefix}00001${check}`,
});
const maker = firm('acme-pharma', 'Acme Pharma B.V.', 'mah', '9521321', 8);
const store = firm('swift-logistics', 'Swift Logistics B.V.', 'logistics', '9521324', 5);
const buyer = firm('medico', 'Medico Wholesale GmbH', 'wholesaler', '9521323', 6);
const stranger = firm('northwind', 'Northwind Trading', 'wholesaler', '9521325', 4);
const all = [maker, store, buyer, stranger];

const begun = Date.now() - 3_600_000;
const at = (minute: number) => new Date(begun + minute * 60_000).toISOString();
const pack = (n: number) => `https://id.gs1.org/01/${product.gtin}/21/NET${n}`;
const packs = (...numbers: number[]) => numbers.map(pack);
const [boxA, boxB, boxC] = ['00952132100000001', '00952132100000002', '00952132100000003'].map(
  (digits) => `https://id.gs1.org/00/0${digits.slice(1)}${checkDigit(digits.slice(1).padStart(17, '0'))}`,
);
if (boxA === undefined || boxB === undefined || boxC === undefined) throw new Error('three boxes');

function checkDigit(digits: string): number {
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 3 : 1), 0);
  return (10 - (sum % 10)) % 10;
}

const here = (of: Firm) => ({ readPoint: placeOf(of), bizLocation: placeOf(of), offset: '+00:00' });
const seen = (
  of: Firm,
  minute: number,
  bizStep: string,
  disposition: string,
  epcList: readonly string[],
): ObjectEvent => ({
  ...{ type: 'ObjectEvent', action: 'OBSERVE', eventTime: at(minute), eventTimeZoneOffset: '+00:00' },
  ...{ bizStep, disposition, epcList, readPoint: { id: placeOf(of) }, bizLocation: { id: placeOf(of) } },
});

interface Parties {
  readonly owner: Firm;
  readonly keeper: Firm;
}
/** Goods leave: who owned and kept them, who does from then on. */
function ship(minute: number, epcs: readonly string[], from: Parties, to: Parties): ObjectEvent {
  const { bizLocation: _, ...event } = seen(from.keeper, minute, 'shipping', 'in_transit', epcs);
  const roles = ({ owner, keeper }: Parties) => [
    ['owning_party', owner.party] as const,
    ['possessing_party', keeper.party] as const,
  ];
  const isSold = from.owner !== to.owner;
  return {
    ...event,
    sourceList: roles(from).map(([type, source]) => ({ type, source })),
    destinationList: roles(to)
      .filter(([type]) => isSold || type === 'possessing_party')
      .map(([type, destination]) => ({ type, destination })),
  };
}

/** Six packs of a lot in two boxes, as the maker's line tells of them. */
const made: readonly EpcisEvent[] = [
  commissionEvent({ epcs: packs(1, 2, 3, 4, 5, 6), at: at(0), lot: 'NET1', expiry: '2031-12-31', ...here(maker) }),
  commissionEvent({ epcs: [boxA, boxB], at: at(1), ...here(maker) }),
  packEvent({ parent: boxA, children: packs(1, 2, 3), at: at(2), ...here(maker) }),
  packEvent({ parent: boxB, children: packs(4, 5, 6), at: at(2), ...here(maker) }),
  seen(maker, 3, 'inspecting', 'in_progress', packs(1)),
];

let cloud: Cloud;
let [acme, swift, medico, northwind]: FirmAtWork[] = [];
const [theMaker, theStore, theBuyer, theStranger] = [
  () => needed(acme),
  () => needed(swift),
  () => needed(medico),
  () => needed(northwind),
];
function needed(one: FirmAtWork | undefined): FirmAtWork {
  if (one === undefined) throw new Error('it is not at work yet');
  return one;
}

beforeAll(async () => {
  const assembly = await build(resolve(import.meta.dirname, '../../..'));
  const parameters = (url: string) => ({ Outbound: 'loopback', SignInUrl: url, RegulatorUrls: '{}' });
  const clients = all.map(({ tenant }) => ({ tenant, role: 'administrator' }));
  const users = all.map(approverOf);
  cloud = await startCloud({ assembly, data: folder.path, port: 0, mqttPort: 0, parameters, clients, users });
  [acme, swift, medico, northwind] = all.map((one) => firmAtWork(cloud, folder.path, one));
  await Promise.all([theMaker(), theStore(), theBuyer(), theStranger()].map((one) => one.settleIn()));
  await theMaker().enter(`/api/products/${product.gtin}`, product.item);
  for (const [one, other] of [
    [theMaker(), theStore()],
    [theStore(), theBuyer()],
    [theMaker(), theBuyer()],
  ] as const) {
    await one.names(other);
    await other.names(one);
  }
}, STARTS_MS);
afterAll(async () => {
  await cloud?.close();
  folder.remove();
});

const stepsOf = (history: readonly Step[]) => history.map(({ bizStep }) => bizStep);
const statesTo = async (from: FirmAtWork, to: Firm) => (await from.deliveries(to.tenant)).map(({ state }) => state);

test('what the maker ships to its store arrives there with its history, and stays the maker’s', async () => {
  await theMaker().capture(
    ...made,
    ship(5, [boxA, boxB], { owner: maker, keeper: maker }, { owner: maker, keeper: store }),
  );
  await expect.poll(() => statesTo(theMaker(), store), patient).toEqual(['delivered']);
  expect(await theStore().inbox()).toMatchObject([{ partner: maker.tenant, state: 'accepted', way: 'network' }]);
  const history = await theStore().history(pack(1));
  expect(stepsOf(history)).toEqual(['commissioning', 'packing', 'shipping']);
  expect(history[2]).toMatchObject({
    sources: [
      { type: 'owning_party', source: maker.party },
      { type: 'possessing_party', source: maker.party },
    ],
    destinations: [{ type: 'possessing_party', destination: store.party }],
  });
  expect(await theStore().unit(pack(1))).toMatchObject({ lot: 'NET1', parents: [{ epc: boxA }] });
}, 120_000);

test('what the store ships for the maker arrives at the buyer, whose it is from then on, and the maker hears of it', async () => {
  await theStore().capture(
    seen(store, 10, 'receiving', 'in_progress', [boxA, boxB]),
    seen(store, 11, 'storing', 'in_progress', [boxA, boxB]),
    ship(20, [boxA], { owner: maker, keeper: store }, { owner: buyer, keeper: buyer }),
  );
  await expect.poll(() => statesTo(theStore(), buyer), patient).toEqual(['delivered']);
  await expect.poll(() => statesTo(theStore(), maker), patient).toEqual(['delivered']);
  // The seller tells its buyer, too: the same events, which are stored once.
  await expect.poll(() => statesTo(theMaker(), buyer), patient).toEqual(['delivered']);
  await theBuyer().capture(seen(buyer, 30, 'receiving', 'in_progress', [boxA]));

  const sale = {
    sources: [
      { type: 'owning_party', source: maker.party },
      { type: 'possessing_party', source: store.party },
    ],
    destinations: [
      { type: 'owning_party', destination: buyer.party },
      { type: 'possessing_party', destination: buyer.party },
    ],
  };
  const [atMaker, atStore, atBuyer] = await Promise.all(
    [theMaker(), theStore(), theBuyer()].map((one) => one.history(pack(1))),
  );
  expect(stepsOf(atMaker ?? [])).toEqual(['commissioning', 'packing', 'inspecting', 'shipping', 'shipping']);
  expect(stepsOf(atStore ?? [])).toEqual(['commissioning', 'packing', 'shipping', 'receiving', 'storing', 'shipping']);
  expect(stepsOf(atBuyer ?? [])).toEqual(['commissioning', 'packing', 'shipping', 'receiving']);
  for (const history of [atMaker, atStore]) expect(history?.at(-1)).toMatchObject(sale);
  expect(atBuyer?.at(-2)).toMatchObject(sale);
}, 120_000);

test('each repository tells where the goods were at any time, as far as it was told', async () => {
  const [inStore, onTheWay, later] = [at(15), at(25), at(40)];
  const where = async (one: FirmAtWork, time: string) => Object(await one.unit(pack(1), time)).effective;
  expect(await where(theStore(), inStore)).toMatchObject({ bizStep: 'storing', bizLocation: placeOf(store) });
  expect(await where(theMaker(), inStore)).toMatchObject({ bizStep: 'shipping', disposition: 'in_transit' });
  for (const one of [theMaker(), theStore(), theBuyer()])
    expect(await where(one, onTheWay)).toMatchObject({ bizStep: 'shipping', readPoint: placeOf(store) });
  expect(await where(theBuyer(), later)).toMatchObject({ bizStep: 'receiving', bizLocation: placeOf(buyer) });
  expect(await theBuyer().unit(boxA, at(1.5))).toMatchObject({ children: 0 });
  expect(await theBuyer().unit(boxA, at(2.5))).toMatchObject({ children: 3 });
});

test('nobody sees what is not his: neither what others do among themselves, nor the numbers of goods that go elsewhere', async () => {
  const [atMaker, atStore, atBuyer, atStranger] = await Promise.all(
    [theMaker(), theStore(), theBuyer(), theStranger()].map((one) => one.events()),
  );
  for (const number of [4, 5, 6]) {
    expect(await theBuyer().unit(pack(number))).toBeUndefined();
    expect(atBuyer).not.toContain(`NET${number}`);
    expect(atStore).toContain(`NET${number}`);
  }
  expect(await theBuyer().unit(boxB ?? '')).toBeUndefined();
  expect(atBuyer).not.toContain('storing');
  for (const others of [atStore, atBuyer]) expect(others).not.toContain('inspecting');
  expect(atMaker).not.toContain('storing');
  expect(JSON.parse(atStranger ?? '').epcisBody.queryResults.resultsBody.eventList).toEqual([]);
  expect(await theStranger().unit(pack(1))).toBeUndefined();
  expect(await theStranger().inbox()).toEqual([]);
});

test('what both are told twice is stored once, and no repository has an objection', async () => {
  const inbox = await theBuyer().inbox();
  expect(inbox.map(({ partner }) => partner).toSorted()).toEqual([maker.tenant, store.tenant]);
  expect(inbox.map(({ state }) => state)).toEqual(['accepted', 'accepted']);
  const { eventList } = JSON.parse(await theBuyer().events()).epcisBody.queryResults.resultsBody;
  expect(eventList.map(({ bizStep }: Step) => bizStep).toSorted()).toEqual([
    'commissioning',
    'commissioning',
    'packing',
    'receiving',
    'shipping',
  ]);
  for (const one of [theMaker(), theStore(), theBuyer()]) expect(await one.exceptions()).toEqual([]);
});

test('what the buyer gives back, the maker takes back as what it made, though it was told on in parts', async () => {
  await theBuyer().capture(ship(45, [boxA ?? ''], { owner: buyer, keeper: buyer }, { owner: maker, keeper: maker }));
  await expect.poll(() => statesTo(theBuyer(), maker), patient).toEqual(['delivered']);
  const history = await theMaker().history(pack(1));
  expect(stepsOf(history).slice(-2)).toEqual(['shipping', 'shipping']);
  expect(history.filter(({ bizStep }) => bizStep === 'commissioning')).toHaveLength(1);
  expect(history.at(-1)).toMatchObject({
    sources: [
      { type: 'owning_party', source: buyer.party },
      { type: 'possessing_party', source: buyer.party },
    ],
  });
  expect(await theMaker().exceptions()).toEqual([]);
}, 120_000);

test('a partnership that only one side has delivers nothing and says why', async () => {
  await theMaker().names(stranger);
  const box = boxC ?? '';
  await theMaker().capture(
    commissionEvent({ epcs: packs(7), at: at(0), lot: 'NET1', expiry: '2031-12-31', ...here(maker) }),
    commissionEvent({ epcs: [box], at: at(1), ...here(maker) }),
    packEvent({ parent: box, children: packs(7), at: at(2), ...here(maker) }),
    ship(6, [box], { owner: maker, keeper: maker }, { owner: stranger, keeper: stranger }),
  );
  await expect
    .poll(() => theMaker().deliveries(stranger.tenant), patient)
    .toMatchObject([
      { state: 'due', failure: 'tenant northwind has no partner in force that is reached by network and is us' },
    ]);
  expect(await theStranger().inbox()).toEqual([]);
  expect(await theStranger().unit(pack(7))).toBeUndefined();
}, 120_000);
