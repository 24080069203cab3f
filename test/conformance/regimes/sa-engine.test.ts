import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { sa } from '#shared/regimes/sa/sa.ts';
import type { Fault } from '../../../infra/local/sandbox/faults.ts';
import { type RsdSandbox, startRsdSandbox } from '../../../infra/local/sandbox/rsd/sandbox.ts';
import { startWorld, type World } from '../../kit/delivery-world.ts';
import { buyerGln, holderGln, listsHouse } from '../../kit/lists-world.ts';

let world: World;
let rsd: RsdSandbox;
beforeAll(async () => {
  world = await startWorld();
});
afterEach(() => rsd.close());
afterAll(() => world.stop());

const password = 'hush';
const stakeholders = [holderGln, buyerGln].map((gln) => ({ gln, name: gln, username: `${gln}0000`, password }));
const [acme, buyer] = stakeholders;

async function saudiHouse(faults: readonly Fault[] = [], given = password) {
  rsd = await startRsdSandbox({ port: 0, stakeholders, faults, now: () => world.needs.now().getTime() });
  return listsHouse(world, {
    regime: sa,
    country: 'SA',
    url: () => rsd.url,
    credentials: () => ({ access: 'basic', origins: [rsd.url], username: acme?.username ?? '', password: given }),
  });
}

/** Tells RSD of a pack before the product does. */
async function supplyBefore(gtin: string, serial: string) {
  const body = `<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body><n:SupplyServiceRequest xmlns:n="http://dtts.sfda.gov.sa/SupplyService"><MD>2026-01-01</MD><GTIN>${gtin}</GTIN><XD>2028-12-31</XD><BN>LOT1</BN><SNREQUESTLIST><SN>${serial}</SN></SNREQUESTLIST></n:SupplyServiceRequest></S:Body></S:Envelope>`;
  const authorization = `Basic ${Buffer.from(`${buyer?.username}:${password}`).toString('base64')}`;
  const told = await fetch(`${rsd.url}/ws/SupplyService/SupplyService`, {
    method: 'POST',
    headers: { authorization },
    body,
  });
  expect(told.status).toBe(200);
}

test('a released lot is supplied; a pack that is refused is told again alone, once what was wrong is mended', async () => {
  const house = await saudiHouse();
  const { gtin, serials } = house;
  await supplyBefore(gtin, serials[3] ?? '');
  await house.release();
  expect(await house.send()).toEqual([expect.stringContaining('SupplyService partially-accepted')]);
  const [partly] = await house.rows();
  if (partly === undefined) throw new Error('not planned');
  await fetch(`${rsd.url}/v1/sandbox`, {
    method: 'POST',
    body: JSON.stringify({ do: 'forget', gtin, serials: serials.slice(3, 4) }),
  });
  expect(await house.correct(partly)).toBe(200);
  expect(await house.send()).toEqual([
    'SupplyService acknowledged',
    expect.stringContaining('SupplyService corrected'),
  ]);
  expect(serials.map((serial) => rsd.stateOf(holderGln, gtin, serial))).toEqual(serials.map(() => '20001'));
});

test('what is shipped on a pallet is dispatched pack by pack; one pack that is refused is told again without the others', async () => {
  const house = await saudiHouse();
  const { gtin, serials } = house;
  await house.release();
  await house.send();
  await fetch(`${rsd.url}/v1/sandbox`, {
    method: 'POST',
    body: JSON.stringify({ do: 'forget', gtin, serials: serials.slice(5, 6) }),
  });
  await house.plan(await house.ship());
  expect(await house.send()).toEqual([
    expect.stringContaining('DispatchService partially-accepted'),
    'SupplyService acknowledged',
  ]);
  const partly = (await house.rows()).find(({ report }) => report?.name === 'DispatchService');
  if (partly === undefined) throw new Error('not planned');
  expect(await house.correct(partly)).toBe(200);
  // The pack is not known still: it alone is refused again.
  expect(await house.send()).toContain(`DispatchService rejected all 1 packs refused: ${serials[5]} (10001)`);
  expect(rsd.stateOf(buyerGln, gtin, serials[4] ?? '')).toBe('20003');
});

test('a list whose answer was lost is asked about by the states of its packs, and not told twice', async () => {
  const house = await saudiHouse([
    { on: 'SupplyService', kind: 'no-answer', from: 1, count: 1 },
    { on: 'CheckStatusService', kind: 'html', from: 1, count: 1 },
    { on: 'DispatchService', kind: 'refuse', from: 1, count: 1 },
    { on: 'DispatchService', kind: 'truncate', from: 2, count: 1 },
  ]);
  await house.release();
  expect(await house.send()).toEqual(['SupplyService acknowledged']);
  await house.plan(await house.ship());
  expect(await house.send()).toEqual(['DispatchService acknowledged', 'SupplyService acknowledged']);
  expect([rsd.told('supply'), rsd.told('dispatch')]).toEqual([1, 1]);
});

test('a wrong password is no verdict on a lot', async () => {
  const house = await saudiHouse([], 'wrong');
  await house.release();
  world.woken.splice(1);
  world.forward(1_000);
  const told = await house.send();
  expect(told).toEqual([expect.stringContaining('name or password are not taken')]);
  expect(told[0]).not.toContain('rejected');
});
