import { afterAll, beforeAll, expect, test } from 'vitest';
import { startWorld, type World } from '../../test/kit/delivery-world.ts';
import { type GoodsHouse, goodsHouse, otherPacks } from '../../test/kit/goods-world.ts';
import { gatherReport } from './gather-report.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

/** What the first report of a shipment, or of a packing, is written from. */
async function gathered({ at, rowsOf, ofLot }: GoodsHouse, of: { readonly shipment: string } | 'packing') {
  const [row] = of === 'packing' ? await ofLot('packing') : await rowsOf(of.shipment);
  if (row === undefined) throw new Error('nothing is planned');
  return gatherReport(at.needs, row);
}

test('packs of which nobody knows the lot are counted apart: a report says what is in a package, and would leave them out', async () => {
  const house = await goodsHouse(world);
  await house.commission(house.packs.slice(0, 9));
  await house.pack(house.boxes[0], house.packs.slice(0, 10));
  const shipment = await house.ship(undefined, house.boxes.slice(0, 1));
  await house.plan(shipment);
  const { movement } = await gathered(house, { shipment });
  expect(movement?.things).toMatchObject([{ inside: [{ lot: 'LOT1', packs: 9 }], packsOfNoLot: 1 }]);
});

test('packs of a product that the regulator does not hear of are not told as what is in a package', async () => {
  const house = await goodsHouse(world);
  await house.commission(house.packs);
  const german = await otherPacks(house, ['D1'], { markets: ['DE'] });
  await house.pack(house.boxes[0], [...house.packs.slice(0, 2), ...german.epcs]);
  await house.releaseLot();
  const { containers } = await gathered(house, 'packing');
  expect(containers?.map(({ children }) => children.map((one) => one.serial))).toEqual([house.serials.slice(0, 2)]);
});
