import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { type CaptureWorld, startCaptureWorld } from '../../../test/kit/capture-world.ts';
import { documentOf, here, minute } from '../../../test/kit/events.ts';

let world: CaptureWorld;
beforeAll(async () => {
  world = await startCaptureWorld();
});
afterAll(() => world.stop());

const tenant = 'acme';
const packsIn = (event: EpcisEvent | undefined) => (event?.type === 'ObjectEvent' ? (event.epcList ?? []) : []);

test('an event of 60,000 packs is captured, and found by each of them', { timeout: 120_000 }, async () => {
  const packs = Array.from({ length: 60_000 }, (_, i) => `urn:epc:id:sgtin:4012345.077889.${100_000 + i}`);
  const event = commissionEvent({ epcs: packs, at: minute(0), lot: 'LOT1', ...here });
  const job = await world.job(tenant, documentOf([event]));
  await world.work(job, { slice: { events: 500, bytes: 8_000_000 } });
  expect(await world.jobs.errorsOf(tenant, job.captureId)).toEqual([]);
  expect(await world.jobs.get(tenant, job.captureId)).toMatchObject({ running: false, success: true, stored: 1 });
  for (const at of [0, 31_415, 59_999]) {
    const [found, ...others] = await world.ledger.eventsOf(tenant, packs[at] ?? '');
    expect(others).toEqual([]);
    expect(packsIn(found?.event)).toHaveLength(60_000);
  }
  const [id = ''] = await world.jobs.eventIds(tenant, job.captureId, 0, 1);
  const [whole] = await world.ledger.eventsById(tenant, [id]);
  expect(new Set(packsIn(whole?.event))).toEqual(new Set(packs));
});
