import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ObjectEvent } from '#shared/epcis/event.ts';
import { ru } from '#shared/regimes/ru/ru.ts';
import { approved } from '../../test/kit/approved.ts';
import { startWorld, type World } from '../../test/kit/delivery-world.ts';
import { giveTenant } from '../../test/kit/give-tenant.ts';
import { goodsHouse } from '../../test/kit/goods-world.ts';
import { gatherReport } from './gather-report.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const placeOf = (name: string, number?: string) => ({
  ...{ companyPrefix: '9521321', name, kind: 'warehouse', address: { city: 'Klin', country: 'RU' } },
  ...(number !== undefined && { registrations: { 'mdlp-place': number } }),
});
const sampled = (epcs: readonly string[], hall?: string): ObjectEvent => ({
  ...{ type: 'ObjectEvent', action: 'OBSERVE', epcList: epcs, eventTimeZoneOffset: '+01:00', bizStep: 'sampling' },
  eventTime: '2026-03-01T11:00:00.000Z',
  ...(hall !== undefined && { readPoint: { id: `urn:epc:id:sgln:9521321.0000${hall}.0` } }),
});

test('Russia is told of the place where it happened, and of the holder’s own where that has no number', async () => {
  const house = await goodsHouse(world, [{ ...ru, countries: ['XT'] }]);
  const { tenant, at, packs } = house;
  const registrations = { 'mdlp-place': '00000000100900', 'mdlp-subject': 'bd1e1a52-7d7e-4f2a-9d5b-0d6d0f3a9a11' };
  await giveTenant(world.table.db, tenant, { address: undefined, registrations });
  await approved(world.table.db, tenant, 'location', '9521321000018', placeOf('Plant', '00000000100901'));
  await approved(world.table.db, tenant, 'location', '9521321000094', placeOf('Hall 9', '00000000100909'));
  await approved(world.table.db, tenant, 'location', '9521321000087', placeOf('Hall 8'));
  await house.produce();
  await house.releaseLot();
  const inHall9 = await house.captured(sampled(packs.slice(0, 1), '9'));
  const inHall8 = await house.captured(sampled(packs.slice(1, 2), '8'));
  const nowhere = await house.captured(sampled(packs.slice(2, 3)));
  await house.plan(inHall9, inHall8, nowhere);
  const events = await Promise.all([inHall9, inHall8, nowhere].map((event) => house.rowsOf(event)));
  const rows = [await house.ofLot('313'), await house.ofLot('915'), ...events].flatMap(([row]) => row ?? []);
  const numbers = rows.map(async (row) => {
    const { place } = await gatherReport(at.needs, row);
    return [row.report?.name, place?.registrations?.['mdlp-place']];
  });
  expect(await Promise.all(numbers)).toEqual([
    ['313', '00000000100901'],
    ['915', '00000000100901'],
    ['552', '00000000100909'],
    ['552', '00000000100900'],
    ['552', '00000000100900'],
  ]);
});
