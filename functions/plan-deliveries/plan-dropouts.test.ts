import { afterAll, beforeAll, expect, test } from 'vitest';
import { membersOf } from '#common/told-members.ts';
import { plannedFor } from '#shared/regimes/planned.ts';
import { decommissionEvent } from '#shared/trace/end-units.ts';
import { aHouse, type House, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { planEvents } from '../../test/kit/plan-events.ts';
import { planRelease } from './plan-release.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const station = plannedFor('ru-oms');
const needs = () => ({ ...world.needs, regimes: station === undefined ? [] : [station] });

/** A lot for Russia of which the line reported some packs. */
async function aLot(commissioned: number): Promise<House> {
  const house = await aHouse(world, { units: 10, change: { markets: ['RU'] } });
  await house.commission(house.packs.slice(0, commissioned));
  return house;
}
async function released(house: House, commissioned: number) {
  await house.report(commissioned);
  await house.release();
  await planAgain(house);
}
const planAgain = (house: House) => planRelease(needs())({ tenant: house.tenant, release: house });
const plan = ({ tenant }: House, ...ids: string[]) => planEvents({ needs: needs() }, tenant, ...ids);
/** After the line has reported the lot, and before its release. */
const lost = ({ captured, packs, place }: House, ...which: number[]) =>
  captured(decommissionEvent({ epcs: which.map((n) => packs[n] ?? ''), at: '2026-03-01T09:30:00.000Z', ...place }));

/** By number, which packs the station is told of by reports of a name. */
async function told(house: House, name: string): Promise<number[]> {
  const rows = (await world.needs.deliveries.ofLot(house.tenant, house)).filter(({ report }) => report?.name === name);
  const serials = await Promise.all(
    rows.map(({ report: { members, units } = {} }) =>
      members && units ? membersOf(world.needs.evidence, members.key, units.first - members.first, units.count) : [],
    ),
  );
  return serials
    .flat()
    .map((serial) => house.serials.indexOf(serial))
    .toSorted((a, b) => a - b);
}

test('packs that were no more when their lot was released are told as lost, and not as used', async () => {
  const house = await aLot(10);
  await lost(house, 0, 1);
  await released(house, 10);
  expect([await told(house, 'dropout'), await told(house, 'utilisation')]).toEqual([
    [0, 1],
    [2, 3, 4, 5, 6, 7, 8, 9],
  ]);
});

test('a pack that was told as used is not told as lost, though it turns out that it was no more by then', async () => {
  const house = await aLot(10);
  await released(house, 10);
  await lost(house, 4);
  await planAgain(house);
  expect([await told(house, 'dropout'), (await told(house, 'utilisation')).length]).toEqual([[], 10]);
});

test('packs of which it is captured after the release that they were made and lost before it are told as lost', async () => {
  const house = await aLot(8);
  await released(house, 8);
  const made = await house.commission(house.packs.slice(8));
  await plan(house, made, await lost(house, 9));
  await plan(house, made);
  expect([await told(house, 'dropout'), await told(house, 'utilisation')]).toEqual([[9], [0, 1, 2, 3, 4, 5, 6, 7, 8]]);
});
