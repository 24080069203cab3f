import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { isRefusal } from '#shared/refusal.ts';
import { readTransfer } from '#shared/regimes/tr/read-transfer.ts';
import { tr } from '#shared/regimes/tr/tr.ts';
import type { Fault } from '../../../infra/local/sandbox/faults.ts';
import { unzip } from '../../../infra/local/sandbox/its/read-transfer.ts';
import { type ItsSandbox, startItsSandbox } from '../../../infra/local/sandbox/its/sandbox.ts';
import { startWorld, type World } from '../../kit/delivery-world.ts';
import { buyerGln, holderGln, listsHouse } from '../../kit/lists-world.ts';

let world: World;
let its: ItsSandbox;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => its.close());
afterAll(() => world.stop());

const password = 'hush';
const stakeholders = [holderGln, buyerGln].map((gln) => ({ gln, name: gln, username: `${gln}0000`, password }));

async function turkishHouse(faults: readonly Fault[] = []) {
  its = await startItsSandbox({ port: 0, stakeholders, faults, now: () => world.needs.now().getTime() });
  const [username = ''] = stakeholders.map((one) => one.username);
  return listsHouse(world, {
    regime: tr,
    country: 'TR',
    url: () => its.url,
    credentials: () => ({ access: 'its-token', origins: [its.url], username, password }),
  });
}

/** As one of the firms does by itself. */
async function by(gln: string, path: string, body: object) {
  const username = `${gln}0000`;
  const post = (to: string, said: object, headers = {}) =>
    fetch(`${its.url}${to}`, { method: 'POST', headers, body: JSON.stringify(said) });
  const { token } = Object(await (await post('/token/app/token', { username, password })).json());
  return v.parse(told, await (await post(path, body, { authorization: `Bearer ${token}` })).json());
}

const told = v.object({
  transferDetails: v.optional(v.array(v.object({ transferId: v.string() })), []),
  fileStream: v.optional(v.string(), ''),
});

const forget = (gtin: string, serials: readonly string[]) =>
  fetch(`${its.url}/v1/sandbox`, { method: 'POST', body: JSON.stringify({ do: 'forget', gtin, serials }) });

test('a released lot is told; what is shipped is dispatched pack by pack, and its package reaches the receiver', async () => {
  const house = await turkishHouse();
  const { gtin, serials } = house;
  await house.release();
  expect(await house.send()).toEqual(['production acknowledged']);
  await house.plan(await house.ship());
  expect(await house.send()).toEqual(['SendPackage acknowledged', 'dispatch acknowledged', 'production acknowledged']);
  expect(its.stateOf(buyerGln, gtin, serials[0] ?? '')).toBe('20003');
  const asked = { sourceGln: '', destinationGln: buyerGln, bringNotReceivedTransferInfo: 1 };
  const days = { startDate: '2026-03-01', endDate: '2026-03-31' };
  const { transferDetails } = await by(buyerGln, '/pts/app/search', { ...asked, ...days });
  const { fileStream } = await by(buyerGln, '/pts/app/GetPackage', transferDetails[0] ?? {});
  const transfer = readTransfer(unzip(fileStream));
  if (isRefusal(transfer)) throw new Error(transfer.detail);
  const [pallet] = transfer.carriers;
  const inside = pallet?.carriers.flatMap(({ products }) => products.flatMap((one) => one.serials));
  expect([pallet?.type, pallet?.carriers.map(({ type }) => type), inside]).toEqual(['P', ['C', 'C'], serials]);
  expect((await by(buyerGln, '/pts/app/search', { ...asked, ...days })).transferDetails).toEqual([]);
});

test('one pack that is refused is told again alone, once what was wrong is mended', async () => {
  const house = await turkishHouse([{ on: 'production', kind: 'no-answer', from: 1, count: 1 }]);
  const { gtin, serials } = house;
  await house.release();
  expect(await house.send()).toEqual(['production acknowledged']);
  await forget(gtin, serials.slice(7, 8));
  await house.plan(await house.ship());
  const told = await house.send();
  expect(told).toEqual([
    'SendPackage acknowledged',
    expect.stringContaining('partially-accepted'),
    'production acknowledged',
  ]);
  expect(told[1]).toContain(`${gtin}${serials[7]} (10001)`);
  const partly = (await house.rows()).find(({ report }) => report?.name === 'dispatch');
  if (partly === undefined) throw new Error('not planned');
  const lot = { gtin, bn: 'LOT1', xd: '2028-12-31', md: '2026-02-01' };
  await by(holderGln, '/adapter/production', { ...lot, snList: serials.slice(7, 8) });
  expect(await house.correct(partly)).toBe(200);
  expect(await house.send()).toContain('dispatch acknowledged');
  expect(serials.map((serial) => its.stateOf(buyerGln, gtin, serial))).toEqual(serials.map(() => '20003'));
});

test('a package whose answer was lost is left to a person, and is not sent twice', async () => {
  const house = await turkishHouse([
    { on: 'SendPackage', kind: 'refuse', from: 1, count: 1 },
    { on: 'SendPackage', kind: 'no-answer', from: 2, count: 1 },
    { on: 'dispatch', kind: 'no-answer', from: 1, count: 1 },
  ]);
  await house.release();
  await house.send();
  await house.plan(await house.ship());
  const told = await house.send();
  expect(told[0]).toMatch(/^SendPackage parked .*900000001/);
  expect(told.slice(1)).toEqual(['dispatch acknowledged', 'production acknowledged']);
  expect([its.packages().length, its.told('dispatch'), its.told('supply')]).toEqual([1, 1, 1]);
});

test('a shipment that did not happen is taken back pack by pack', async () => {
  const house = await turkishHouse();
  const { gtin, serials, tenant } = house;
  await house.release();
  await house.send();
  const shipment = await house.ship();
  await house.plan(shipment);
  await house.send();
  const [stored] = await world.needs.ledger.eventsById(tenant, [shipment]);
  if (stored === undefined) throw new Error('not captured');
  const declarationTime = world.needs.now().toISOString();
  const errorDeclaration = { declarationTime, reason: 'did_not_occur' };
  await house.plan(await house.captured({ ...stored.event, errorDeclaration }));
  expect(await house.send()).toContain('dispatchcancel acknowledged');
  expect(serials.map((serial) => its.stateOf(holderGln, gtin, serial))).toEqual(serials.map(() => '20001'));
});
