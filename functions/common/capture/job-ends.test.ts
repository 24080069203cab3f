import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { dueRows } from '#common/store/due-rows.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { brokenClient } from '../../../test/kit/broken-client.ts';
import { type CaptureWorld, startCaptureWorld } from '../../../test/kit/capture-world.ts';
import { tables } from '../../../test/kit/dynoxide.ts';
import { documentOf, here, minute } from '../../../test/kit/events.ts';

let world: CaptureWorld;
let tenant: string;
let count = 0;
beforeAll(async () => {
  world = await startCaptureWorld();
});
afterAll(() => world.stop());
beforeEach(() => {
  tenant = `acme-${count++}`;
  world.woken.length = 0;
});

const epc = (serial: number) => `urn:epc:id:sgtin:9521321.054321.${serial}`;
const event = (serial: number, eventID = `urn:uuid:${serial}`): EpcisEvent => ({
  ...commissionEvent({ epcs: [epc(serial)], at: minute(serial % 60), ...here }),
  eventID,
});
const events = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => event(from + i));
const job = () => world.jobs.get(tenant, 'job-1');
const errors = () => world.jobs.errorsOf(tenant, 'job-1');
const planned = () => world.woken.filter(({ queue }) => queue === 'plan').map(({ message }) => message);
type Append = typeof world.ledger.append;
/** The ledger, with something that happens before its `n`-th append. */
const interrupting = (n: number, happen: () => Promise<unknown>) => {
  let calls = 0;
  const append: Append = async (...asked) => {
    if (++calls === n) await happen();
    return world.ledger.append(...asked);
  };
  return { ...world.ledger, append };
};
const crash = () => Promise.reject(new Error('table arn:aws:dynamodb:eu-west-1:123:table/x is away'));

describe('a job whose attempts all fail', () => {
  const attempt = (ledger = interrupting(1, crash)) =>
    world.work({ tenant, captureId: 'job-1' }, { ledger }).catch(String);

  test('is given up after twenty, and says what the last failed of', async () => {
    await world.job(tenant, documentOf(events(1, 3)));
    for (let i = 0; i < 20; i++) expect(await attempt()).toContain('is away');
    expect(await job()).toMatchObject({ running: true });
    expect(await attempt()).toBeUndefined();
    expect(await job()).toMatchObject({ running: false, success: false, stored: 0, failed: 1 });
    expect(await errors()).toMatchObject([
      {
        type: 'epcisException:ImplementationException',
        status: 500,
        instance: '/epcis/capture/job-1',
        detail: expect.stringMatching(/20 attempts.*Error: table arn:… is away$/),
      },
    ]);
    expect(planned()).toEqual([]);
  });

  test('is given up too when its worker is cut off before it can say anything', async () => {
    await world.job(tenant, documentOf(events(1, 3)));
    for (let i = 0; i < 20; i++) await world.jobs.begin(tenant, 'job-1', new Date(world.clock.ms));
    await attempt();
    expect(await errors()).toMatchObject([{ detail: expect.stringContaining('cut off') }]);
  });

  test('is given up too when the bucket never answers', async () => {
    const message = await world.job(tenant, documentOf(events(1, 3)));
    const documents = { ...world.bucket, facts: () => Promise.reject(new Error('no bucket')) };
    for (let i = 0; i < 20; i++) expect(await world.work(message, { documents }).catch(String)).toContain('no bucket');
    await world.work(message, { documents });
    expect(await errors()).toMatchObject([{ status: 500, detail: expect.stringContaining('no bucket') }]);
  });

  test('begins to count anew when it came further, and keeps and plans what it stored', async () => {
    const message = await world.job(tenant, documentOf(events(1, 12)), 'proceed');
    for (let i = 0; i < 15; i++) await attempt();
    await attempt(interrupting(2, crash));
    expect(await job()).toMatchObject({ running: true, attempts: 0, stored: 4 });
    for (let i = 0; i < 20; i++) await attempt();
    expect(await job()).toMatchObject({ running: true });
    await attempt();
    expect(await job()).toMatchObject({ running: false, success: false, stored: 4, failed: 1 });
    expect(planned()).toEqual([message]);
  });

  const inAnHour = () => new Date(world.clock.ms + 3_600_000);
  test('is woken ever later', async () => {
    await world.job(tenant, documentOf(events(1, 3)));
    const waits: number[] = [];
    for (let i = 0; i < 3; i++) {
      await attempt();
      const [row] = await dueRows(world.engine.db, tables.deliveries).overdue(tenant, inAnHour(), 1);
      waits.push(Math.round((Date.parse(row?.dueAt ?? '') - world.clock.ms) / 60_000));
    }
    expect(waits).toEqual([1, 2, 3]);
  });

  test('that only waits for another to be done is not given up', async () => {
    await world.job(tenant, documentOf(events(1, 3)));
    for (let i = 0; i < 30; i++) await world.jobs.begin(tenant, 'job-1', new Date(world.clock.ms), false);
    await world.work({ tenant, captureId: 'job-1' });
    expect(await job()).toMatchObject({ running: false, success: true });
  });
});

describe('what a job stores', () => {
  /** A ledger to which a minute passes before each slice, and that notes when its storing began. */
  const timed = (starts: string[]) => {
    const append: Append = (...asked) => {
      world.clock.ms += 60_000;
      starts.push(new Date(world.clock.ms).toISOString());
      return world.ledger.append(...asked);
    };
    return { ...world.ledger, append };
  };
  const recorded = async (serial: number) => (await world.ledger.eventsOf(tenant, epc(serial)))[0]?.recordTime ?? '';

  test.each(['rollback', 'proceed'] as const)(
    'is recorded when its slice is, not when the job began: %s',
    async (how) => {
      const message = await world.job(tenant, documentOf(events(1, 13)), how);
      const starts: string[] = [];
      await world.work(message, { ledger: timed(starts), enoughMs: 3_600_000 });
      expect(starts).toHaveLength(3);
      for (const [slice, start] of starts.entries())
        for (const serial of [1, 2, 3, 4].map((i) => slice * 4 + i)) {
          expect(Date.parse(start) - Date.parse(await recorded(serial))).toBeGreaterThan(0);
          expect(Date.parse(start) - Date.parse(await recorded(serial))).toBeLessThan(61_000);
        }
    },
  );

  test('is recorded after a pause at the time after the pause', async () => {
    const message = await world.job(tenant, documentOf(events(1, 13)), 'proceed');
    for (let run = 0; (await job())?.running === true && run < 10; run++) {
      world.clock.ms += 3_600_000;
      await world.work(message, { enoughMs: 0 });
    }
    expect(Date.parse(await recorded(5)) - Date.parse(await recorded(4))).toBeGreaterThanOrEqual(3_600_000);
  });

  test('is recorded at one time, however often it is stored anew', async () => {
    const message = await world.job(tenant, documentOf(events(1, 13)), 'proceed');
    let steps = 0;
    const dying = brokenClient(world.engine, (_, input) => JSON.stringify(input).includes('#steps') && ++steps === 2);
    await expect(world.work(message, {}, dying)).rejects.toThrow('crashed');
    const first = await recorded(5);
    expect(first).not.toBe('');
    expect((await job())?.recordTime).toBe(first);
    world.clock.ms += 3_600_000;
    await world.work(message);
    expect([await recorded(5), await recorded(8)]).toEqual([first, first]);
    expect(Date.parse(await recorded(9)) - Date.parse(first)).toBeGreaterThanOrEqual(3_600_000);
  });
});

describe('a document of many slices that is to be stored whole or not at all', () => {
  const clash = () =>
    world.ledger.append(tenant, [{ ...stranger, event: event(99, 'urn:uuid:7') }], { together: true });
  const stranger = { eventId: 'urn:uuid:7', recordTime: minute(0), captureId: 'other' };

  test('says how much was stored, and that it stays, when a clash arrives after it was checked', async () => {
    const message = await world.job(tenant, documentOf(events(1, 13)));
    await world.work(message, { ledger: interrupting(2, clash) });
    expect(await job()).toMatchObject({ running: false, success: false, stored: 4, failed: 2 });
    expect(await errors()).toMatchObject([
      { eventID: 'urn:uuid:7', status: 409 },
      { instance: '/epcis/capture/job-1', detail: expect.stringMatching(/^4 of .* stay$/) },
    ]);
    expect(planned()).toEqual([message]);
  });

  test('counts what it had stored of a slice before it was broken off, and not what others had', async () => {
    const message = await world.job(tenant, documentOf(events(1, 13)));
    await world.ledger.append(tenant, [{ ...stranger, eventId: 'urn:uuid:6', event: event(6) }]);
    const half = interrupting(2, async () => {
      const { recordTime = '' } = (await job()) ?? {};
      await world.ledger.append(tenant, [
        { eventId: 'urn:uuid:5', recordTime, captureId: 'job-1', position: 4, event: event(5) },
      ]);
      await clash();
      throw new Error('crashed');
    });
    await expect(world.work(message, { ledger: half })).rejects.toThrow('crashed');
    await world.work(message);
    expect(await job()).toMatchObject({ running: false, success: false, stored: 5 });
    expect(await world.jobs.eventIds(tenant, 'job-1', 0, 100)).toEqual(
      [1, 2, 3, 4, 5].map((serial) => `urn:uuid:${serial}`),
    );
  });

  test('says nothing of that when nothing was stored', async () => {
    await clash();
    await world.work(await world.job(tenant, documentOf(events(1, 13))));
    expect(await errors()).toMatchObject([{ eventID: 'urn:uuid:7' }]);
    expect(await errors()).toHaveLength(1);
  });
});
