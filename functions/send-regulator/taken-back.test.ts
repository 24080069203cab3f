import * as v from 'valibot';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { runDelivery } from '#common/run-delivery.ts';
import { exceptions } from '#common/store/exceptions.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { shipEvent } from '#shared/trace/ship.ts';
import { type EuHubOptions, startEuHubSandbox } from '../../infra/local/sandbox/eu/sandbox.ts';
import type { Sandbox } from '../../infra/local/sandbox/serve.ts';
import { approved } from '../../test/kit/approved.ts';
import { aHouse, type House, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { tables } from '../../test/kit/dynoxide.ts';
import { planOrSetAside } from '../plan-deliveries/plan-or-set-aside.ts';
import { planRelease } from '../plan-deliveries/plan-release.ts';
import { sendReport } from './send-report.ts';

let world: World;
let hub: Sandbox;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(async () => {
  world.woken.length = 0;
  await hub.close();
});

const party = 'urn:epc:id:pgln:9521888.00001';
const partner = (house: House, country: string) =>
  approved(world.table.db, house.tenant, 'partner', 'abroad', {
    ...{ name: 'Abroad', party, channel: 'webhook', url: 'https://abroad.example/hook' },
    address: { city: 'Somewhere', country },
  });
const planner = () => ({ ...world.needs, exceptions: exceptions(world.table.db, tables.deliveries) });
const send = () => {
  const needs = { ...world.needs, baseUrls: { eu: hub.url } };
  return world.drain(runDelivery(needs, 'acknowledged', sendReport(needs)), 200);
};

/** Five packs in a case on a pallet, released, and the Hub has them; a partner is in the United States. */
async function known(options: Partial<EuHubOptions> = {}): Promise<House> {
  hub = await startEuHubSandbox({ port: 0, now: () => world.needs.now().getTime(), ...options });
  const house = await aHouse(world, { units: 5 });
  await house.produce();
  await house.report();
  await house.release();
  await planRelease(planner())({ tenant: house.tenant, release: house });
  await send();
  await partner(house, 'US');
  return house;
}

const shipped = ({ place }: House, epcs: readonly string[]): EpcisEvent => {
  world.forward(60_000);
  const at = world.needs.now().toISOString();
  return shipEvent({ ...place, epcs: [...epcs], at, from: 'urn:epc:id:pgln:9521321.00001', to: party });
};
const voided = ({ place }: House, epcList: readonly string[]): EpcisEvent => {
  world.forward(60_000);
  const at = { eventTime: world.needs.now().toISOString(), eventTimeZoneOffset: '+01:00' };
  const what = { type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'void_shipping' } as const;
  return { ...what, epcList, ...at, readPoint: { id: place.readPoint } };
};
const stored = async ({ tenant }: House, id: string) => world.needs.ledger.eventsById(tenant, [id]);
async function planned(house: House, id: string) {
  for (const one of await stored(house, id)) await planOrSetAside(planner(), house.tenant, one);
}
const happens = async (house: House, event: EpcisEvent) => planned(house, await house.captured(event));
async function error(house: House, event: EpcisEvent) {
  const errorDeclaration = { declarationTime: world.needs.now().toISOString(), reason: 'incorrect_data' };
  return house.captured({ ...event, errorDeclaration });
}
/** Only the declaration is seen: the event was planned before. */
async function declared(house: House, event: EpcisEvent) {
  for (const one of await stored(house, await error(house, event)))
    if (one.event.errorDeclaration) await planOrSetAside(planner(), house.tenant, one);
}

const atHub = ({ gtin, serials }: House) =>
  Promise.all(
    serials.map(async (serial) => {
      const answered = await fetch(`${hub.url}/v1/packs/${gtin}/${serial}`, { headers: { 'client-id': 'test' } });
      return v.parse(v.object({ state: v.string() }), await answered.json()).state;
    }),
  );
const all = async (house: House) => [...new Set(await atHub(house))];
const reports = async ({ tenant }: House) =>
  (await world.needs.deliveries.list(tenant, { limit: 50 })).deliveries.filter(({ report }) => report?.change);

describe('an export that was declared an error', () => {
  test.each([
    ['named', (house: House) => house.packs, (house: House) => house.packs],
    ['on a pallet', ({ pallet }: House) => [pallet], ({ pallet }: House) => [pallet]],
    ['named first, and on a pallet then', (house: House) => house.packs, ({ pallet }: House) => [pallet]],
  ])('and captured anew, with its packs %s, leaves them exported', async (_, first, then) => {
    const house = await known();
    const wrong = shipped(house, first(house));
    await happens(house, wrong);
    await send();
    await declared(house, wrong);
    await happens(house, shipped(house, then(house)));
    await send();
    expect(await all(house)).toEqual(['EXPORTED']);
  });

  test('and captured anew for some of its packs makes the others active', async () => {
    const house = await known();
    const wrong = shipped(house, house.packs);
    await happens(house, wrong);
    await send();
    await declared(house, wrong);
    await happens(house, shipped(house, house.packs.slice(0, 2)));
    await send();
    expect(await atHub(house)).toEqual(['EXPORTED', 'EXPORTED', 'ACTIVE', 'ACTIVE', 'ACTIVE']);
  });

  test('is taken back when it is known by now that the partner is at home', async () => {
    const house = await known();
    const wrong = shipped(house, house.packs);
    await happens(house, wrong);
    await send();
    expect(await all(house)).toEqual(['EXPORTED']);
    await partner(house, 'DE');
    await declared(house, wrong);
    await send();
    expect(await all(house)).toEqual(['ACTIVE']);
  });

  test('is taken back when what was packed was declared an error before it', async () => {
    const house = await known();
    const wrong = shipped(house, [house.pallet]);
    await happens(house, wrong);
    await send();
    expect(await all(house)).toEqual(['EXPORTED']);
    const packing = await world.needs.unitEvents(house.tenant, [house.pallet, ...house.boxes]);
    for (const { event } of packing) if (event.type === 'AggregationEvent') await error(house, event);
    await declared(house, wrong);
    await send();
    expect(await all(house)).toEqual(['ACTIVE']);
  });
});

describe('a voided shipment of a pallet', () => {
  test.each([
    ['a case', ({ boxes }: House) => boxes, ['ACTIVE']],
    ['a pack', ({ packs }: House) => packs.slice(0, 1), ['ACTIVE', 'EXPORTED']],
  ])('is taken back for %s of it alone', async (_, left, states) => {
    const house = await known();
    await happens(house, shipped(house, [house.pallet]));
    await send();
    await happens(house, voided(house, left(house)));
    await send();
    expect(await all(house)).toEqual(states);
  });

  test('and left again afterwards is exported', async () => {
    const house = await known();
    await happens(house, shipped(house, [house.pallet]));
    await happens(house, voided(house, [house.pallet]));
    await happens(house, shipped(house, [house.pallet]));
    await send();
    expect(await all(house)).toEqual(['EXPORTED']);
  });

  test('is told to nobody when the voiding is planned first', async () => {
    const house = await known();
    const shipment = await house.captured(shipped(house, [house.pallet]));
    await happens(house, voided(house, [house.pallet]));
    await planned(house, shipment);
    await send();
    expect(await all(house)).toEqual(['ACTIVE']);
    expect(await reports(house)).toMatchObject([{ state: 'cancelled' }]);
  });

  test('is taken back for a pack when the voiding is planned first', async () => {
    const house = await known();
    const shipment = await house.captured(shipped(house, [house.pallet]));
    await happens(house, voided(house, house.packs.slice(0, 1)));
    await planned(house, shipment);
    await send();
    expect(await atHub(house)).toEqual(['ACTIVE', 'EXPORTED', 'EXPORTED', 'EXPORTED', 'EXPORTED']);
  });

  test('is taken back for a pack when its report was refused, and a person has that sent again', async () => {
    const house = await known({ faults: [{ on: 'states', from: 1, count: 1, kind: 'status', status: 400 }] });
    await happens(house, shipped(house, [house.pallet]));
    await send();
    const [refused] = await reports(house);
    if (refused === undefined) throw new Error('nothing was told');
    expect(refused.state).toBe('rejected');
    await happens(house, voided(house, house.packs.slice(0, 1)));
    await world.needs.deliveries.reopen(refused, true, world.needs.now());
    await world.needs.wake(refused);
    await send();
    expect(await atHub(house)).toEqual(['ACTIVE', 'EXPORTED', 'EXPORTED', 'EXPORTED', 'EXPORTED']);
  });
});
