import { afterAll, beforeAll, expect, test } from 'vitest';
import { captureJobs } from '#common/store/capture-jobs.ts';
import { dueRows } from '#common/store/due-rows.ts';
import { planProgress } from '#common/store/plan-progress.ts';
import { checkDigit } from '#shared/gs1/check-digit.ts';
import { destroyEvent } from '#shared/trace/end-units.ts';
import { packEvent } from '#shared/trace/pack.ts';
import { aHouse, type House, startWorld, type World } from '../../test/kit/delivery-world.ts';
import { planCaptured } from './plan-captured.ts';
import { planRelease } from './plan-release.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const captureId = 'c1';

async function plan({ tenant }: House, eventIds: string[]) {
  const kept = new Map<string, string>();
  const documents = {
    put: async (key: string, text: Uint8Array | string) => void kept.set(key, String(text)),
    text: async (key: string) => kept.get(key),
  };
  const { db, deliveries } = world.table;
  const jobs = captureJobs(db, deliveries, documents);
  await jobs.create(tenant, captureId, 'rollback', world.needs.now());
  await jobs.finish(tenant, captureId, { eventIds, errors: [] }, world.needs.now());
  const needs = { ...world.needs, captureJobs: jobs, progress: planProgress(db, deliveries), followUps: [] };
  await planCaptured(needs)({ tenant, captureId });
  const overdue = await dueRows(db, deliveries).overdue(tenant, new Date('2027-01-01'), 100);
  return { isLeft: overdue.some(({ wake }) => wake?.queue === 'plan') };
}

const foreignBox = (n: number) => {
  const body = `0952199900000000${n}`;
  return `https://id.gs1.org/00/${body}${checkDigit(body)}`;
};

test('an event about too much stands before a person, and the rest of its capture is planned', async () => {
  const house = await aHouse(world);
  await house.produce();
  await house.report();
  await house.release();
  const { tenant } = house;
  await planRelease(world.needs)({ tenant, release: house });
  for (let n = 1; n < 10; n++)
    await house.captured(
      packEvent({
        parent: foreignBox(n),
        children: [foreignBox(n - 1)],
        at: '2026-03-01T09:00:00.000Z',
        ...house.place,
      }),
    );
  const at = '2026-03-01T10:30:00.000Z';
  const deep = await house.captured(destroyEvent({ epcs: [foreignBox(9)], at, ...house.place }));
  const plain = await house.captured(destroyEvent({ epcs: house.packs.slice(0, 1), at, ...house.place }));

  expect(await plan(house, [deep, plain])).toEqual({ isLeft: false });
  const told = await world.needs.deliveries.ofLot(tenant, house);
  expect(told.flatMap(({ subject }) => subject.eventIds ?? [])).toEqual([plain]);
  const { exceptions } = await world.needs.exceptions.list(tenant, {}, { perPage: 10 });
  expect(exceptions).toMatchObject([{ rule: 'not-reported', subject: deep, state: 'open' }]);
});
