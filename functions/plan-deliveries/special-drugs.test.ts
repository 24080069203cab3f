import { afterAll, beforeAll, expect, test } from 'vitest';
import { aHouse, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { planEvents } from '../../test/kit/plan-events.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** What a shipment waits for, of a product that the platform calls so. */
async function shipmentOf(chinaCode: string) {
  const nationalNumbers = [{ type: 'china-code', value: chinaCode }];
  const house = await aHouse(world, { units: 2, change: { markets: ['CN'], nationalNumbers } });
  await house.produce();
  const shipment = await house.ship();
  await planEvents(world, house.tenant, shipment);
  const [row] = await world.needs.deliveries.ofEvent(house.tenant, shipment);
  return [row?.state, row?.held?.reason];
}

test('a movement of specially controlled drugs waits for who hands over and who takes', async () => {
  expect(await shipmentOf('8999999')).toEqual(['held', 'waits for from_person, to_person']);
  expect(await shipmentOf('8199999')).toEqual(['due', undefined]);
});
