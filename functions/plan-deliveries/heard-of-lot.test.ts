import { afterAll, beforeAll, expect, test } from 'vitest';
import { plannedFor } from '#shared/regimes/planned.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { aHouse, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { planEvents } from '../../test/kit/plan-events.ts';
import { planRelease } from './plan-release.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const of = (markets: readonly string[]) => ({
  ...world.needs,
  regimes: markets.flatMap((market) => plannedFor(market) ?? []),
});

/** What is told of a lot of which a pack and a case are captured after its release, when the access to the station has been set. */
async function told(atRelease: readonly string[]) {
  const house = await aHouse(world, { units: 20, change: { markets: ['RU'] } });
  const { tenant, packs, boxes, place } = house;
  const pack = (n: number, from: number, to: number) =>
    house.captured(
      packEvent({ parent: boxes[n] ?? '', children: packs.slice(from, to), at: '2026-03-01T08:30:00.000Z', ...place }),
    );
  await house.commission(packs.slice(0, 9));
  await pack(0, 0, 5);
  await house.report(9);
  await house.release();
  await planRelease(of(atRelease))({ tenant, release: house });
  const late = await house.commission(packs.slice(9), '2026-03-01T08:20:00.000Z');
  const cased = await pack(1, 5, 10);
  await planEvents({ needs: of(['ru-oms', 'ru']) }, tenant, late, cased);
  const rows = await world.needs.deliveries.ofLot(tenant, house);
  return rows.map(({ market, report }) => `${market} ${report?.name} ${report?.units?.first}`).toSorted();
}

const ru = ['ru 915 0', 'ru 915 1'];

test('a station hears nothing of a lot that was released before the access was set', async () =>
  expect(await told(['ru'])).toEqual(ru));

test('of one that it heard of it is told what is captured later', async () =>
  expect(await told(['ru-oms', 'ru'])).toEqual([
    ...ru,
    'ru-oms aggregation 0',
    'ru-oms aggregation 1',
    'ru-oms utilisation 0',
    'ru-oms utilisation 9',
  ]));
