import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { brokenClient } from '../../../test/kit/broken-client.ts';
import { type CaptureWorld, startCaptureWorld } from '../../../test/kit/capture-world.ts';
import { documentOf, here, minute } from '../../../test/kit/events.ts';
import { makeJob } from './make-job.ts';

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
const event = (serial: number, eventID?: string): EpcisEvent => ({
  ...commissionEvent({ epcs: [epc(serial)], at: minute(serial % 60), ...here }),
  ...(eventID !== undefined && { eventID }),
});
const events = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => event(from + i));
const named = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, i) => event(from + i, `urn:uuid:${from + i}`));
const eventsOf = (serial: number) => world.ledger.eventsOf(tenant, epc(serial));
const job = (captureId = 'job-1') => world.jobs.get(tenant, captureId);
const errors = (captureId = 'job-1') => world.jobs.errorsOf(tenant, captureId);
const ids = (captureId = 'job-1') => world.jobs.eventIds(tenant, captureId, 0, 10_000);
const planned = () => world.woken.filter(({ queue }) => queue === 'plan').map(({ message }) => message);
const counting = (breaks: (n: number, input: string) => boolean) => {
  let n = 0;
  return brokenClient(world.engine, (_, input) => breaks(++n, JSON.stringify(input)));
};

describe('a capture job', () => {
  test('stores its events, finishes, and wakes the planner', async () => {
    const message = await world.job(tenant, documentOf(events(1, 3)));
    await world.work(message);
    expect(await job()).toMatchObject({ running: false, success: true, planned: false, stored: 2, failed: 0 });
    expect(await eventsOf(1)).toHaveLength(1);
    expect(planned()).toEqual([message]);
    expect(await ids()).toEqual([0, 1].map(() => expect.stringMatching(/^ni:\/\/\/sha-256;/)));
  });

  test('keeps with each event who sent it', async () => {
    const [caller, partner] = [{ caller: 'ada' }, { partner: 'medico' }];
    const sent = { tenant, bytes: Buffer.from(documentOf(events(1, 3))), contentType: 'application/json' };
    const about = { ...sent, behaviour: 'rollback', at: new Date(world.clock.ms) } as const;
    await makeJob(world.needs(), { ...about, captureId: 'job-1', reporter: caller });
    await world.work({ tenant, captureId: 'job-1' });
    const bytes = Buffer.from(documentOf(events(2, 5)));
    await makeJob(world.needs(), { ...about, bytes, captureId: 'job-2', reporter: partner });
    await world.work({ tenant, captureId: 'job-2' });
    expect(await eventsOf(1)).toMatchObject([{ reporter: caller }]);
    // Whoever told it first.
    expect(await eventsOf(2)).toMatchObject([{ reporter: caller }]);
    expect(await eventsOf(3)).toMatchObject([{ reporter: partner }]);
    expect(await job('job-2')).toMatchObject({ reporter: partner });
  });

  test('told of again when it is finished only wakes the planner, until it is planned', async () => {
    const message = await world.job(tenant, documentOf(events(1, 2)));
    await world.work(message);
    await world.work(message);
    await world.jobs.markPlanned(tenant, 'job-1', new Date());
    await world.work(message);
    expect(planned()).toEqual([message, message]);
  });

  test('whose document was captured before stores nothing twice and is good', async () => {
    const text = documentOf(events(1, 10));
    await world.work(await world.job(tenant, text));
    await world.work(await world.job(tenant, text, 'rollback', 'job-2'));
    expect(await job('job-2')).toMatchObject({ running: false, success: true, stored: 9 });
    expect(await eventsOf(1)).toMatchObject([{ captureId: 'job-1', position: 0 }]);
  });

  test.each([
    ['one slice', 3],
    ['many slices', 11],
  ])('of %s with a conflict at its end stores nothing under rollback, and says which event it was', async (_, size) => {
    await world.work(await world.job(tenant, documentOf([event(99, 'urn:uuid:a')])));
    const text = documentOf([...named(1, size), event(size, 'urn:uuid:a')]);
    await world.work(await world.job(tenant, text, 'rollback', 'job-2'));
    expect(await job('job-2')).toMatchObject({ running: false, success: false, planned: true, stored: 0 });
    for (let serial = 1; serial <= size; serial++) expect(await eventsOf(serial)).toEqual([]);
    expect(await errors('job-2')).toMatchObject([
      {
        type: 'epcisException:ResourceAlreadyExistsException',
        status: 409,
        at: `event ${size - 1}`,
        instance: 'urn:uuid:a',
        index: size - 1,
        eventID: 'urn:uuid:a',
      },
    ]);
    expect(planned()).toHaveLength(1);
  });

  test('with a conflict stores the rest when it may proceed', async () => {
    await world.work(await world.job(tenant, documentOf([event(99, 'urn:uuid:a')])));
    const text = documentOf([...named(1, 7), event(7, 'urn:uuid:a'), ...named(8, 12)]);
    await world.work(await world.job(tenant, text, 'proceed', 'job-2'));
    expect(await job('job-2')).toMatchObject({ running: false, success: false, planned: false, stored: 10, failed: 1 });
    expect(await ids('job-2')).toEqual([...named(1, 7), ...named(8, 12)].map(({ eventID }) => eventID));
    expect(await errors('job-2')).toMatchObject([{ index: 6 }]);
  });

  test.each(['rollback', 'proceed'] as const)(
    'finds two contents of one id in its own document: %s',
    async (behaviour) => {
      const text = documentOf([event(1, 'urn:uuid:a'), ...named(2, 12), event(12, 'urn:uuid:a')]);
      await world.work(await world.job(tenant, text, behaviour));
      expect(await job()).toMatchObject({ success: false, stored: behaviour === 'rollback' ? 0 : 11 });
      expect(await errors()).toMatchObject([{ index: 11, eventID: 'urn:uuid:a' }]);
    },
  );

  test('takes the same event twice in a document for one', async () => {
    await world.work(
      await world.job(tenant, documentOf([event(1, 'urn:uuid:a'), ...named(2, 12), event(1, 'urn:uuid:a')])),
    );
    expect(await job()).toMatchObject({ success: true });
    expect(await eventsOf(1)).toHaveLength(1);
  });

  test('with faulty events stores the sound ones when it may proceed, and tells place and rule of each other', async () => {
    const text = documentOf(named(1, 12)).replaceAll('"action":"ADD"', (add, at) =>
      at % 3 === 0 ? '"action":"BUILD"' : add,
    );
    const faulty = text.split('BUILD').length - 1;
    expect(faulty).toBeGreaterThan(0);
    await world.work(await world.job(tenant, text, 'proceed'));
    expect(await job()).toMatchObject({ success: false, stored: 11 - faulty, failed: faulty });
    for (const error of await errors())
      expect(error).toMatchObject({
        type: 'epcisException:ValidationException',
        at: `/epcisBody/eventList/${String(error['index'])}/action`,
        rule: expect.stringContaining('EPCIS'),
      });
  });

  test('with a faulty event stores nothing under rollback', async () => {
    const text = documentOf(named(1, 12)).replace(/"ADD"(?!.*"ADD")/, '"BUILD"');
    await world.work(await world.job(tenant, text));
    expect(await job()).toMatchObject({ success: false, stored: 0, failed: 1 });
  });

  test.each(['rollback', 'proceed'] as const)('whose document breaks off says so: %s', async (behaviour) => {
    await world.work(await world.job(tenant, documentOf(named(1, 12)).slice(0, -40), behaviour));
    expect(await job()).toMatchObject({ running: false, success: false });
    expect((await errors()).at(-1)).toMatchObject({ instance: '/epcis/capture/job-1' });
    expect(await eventsOf(1)).toHaveLength(behaviour === 'rollback' ? 0 : 1);
  });

  test('whose document breaks off says how much it stored when it may proceed, and what to do', async () => {
    const text = documentOf(named(1, 12));
    await world.work(await world.job(tenant, text.slice(0, -40), 'proceed'));
    const { stored } = (await job()) ?? {};
    expect(stored).toBeGreaterThan(0);
    expect(await errors()).toMatchObject([
      {
        detail: expect.stringMatching(new RegExp(`; ${stored} of the document's events are stored, and stay$`)),
        remedy: expect.stringContaining('capture the mended document again'),
      },
    ]);
    await world.work(await world.job(tenant, text, 'proceed', 'job-2'));
    expect(await job('job-2')).toMatchObject({ success: true, stored: 11 });
    expect(await eventsOf(1)).toHaveLength(1);
  });

  test('whose upload was replaced after it was completed stores nothing and says so', async () => {
    const { put, facts } = world.bucket;
    await put(`${tenant}/capture/job-1`, documentOf(events(1, 3)));
    const told = await facts(`${tenant}/capture/job-1`);
    await world.jobs.create(tenant, 'job-1', 'rollback', new Date(), { etag: told?.etag });
    await put(`${tenant}/capture/job-1`, documentOf(events(4, 6)));
    await world.work({ tenant, captureId: 'job-1' });
    expect(await errors()).toMatchObject([{ detail: expect.stringContaining('replaced') }]);
    expect(await eventsOf(4)).toEqual([]);
  });

  test('gives its events the server’s record time, not the sender’s, also after it was broken off', async () => {
    const message = await world.job(tenant, documentOf([{ ...event(1), recordTime: '2020-01-01T00:00:00Z' }]));
    const broken = counting((_, input) => input.includes('finishedAt'));
    await expect(world.work(message, {}, broken)).rejects.toThrow('crashed');
    world.clock.ms += 60_000;
    await world.work(message);
    const [stored] = await eventsOf(1);
    expect(stored?.recordTime).toBe((await job())?.recordTime);
    expect(stored?.event.recordTime).toBeUndefined();
  });

  test('nobody made is refused', async () => {
    await expect(world.work({ tenant, captureId: 'never' })).rejects.toThrow('no capture job never');
  });
});

describe('a job that takes longer than one run', () => {
  test.each(['rollback', 'proceed'] as const)(
    'goes on where it was, and wakes itself until it is done: %s',
    async (behaviour) => {
      const message = await world.job(tenant, documentOf(named(1, 24)), behaviour);
      let runs = 0;
      for (; (await job())?.running === true && runs < 50; runs++) await world.work(message, { enoughMs: 0 });
      expect(runs).toBeGreaterThan(5);
      expect(await ids()).toEqual(named(1, 24).map(({ eventID }) => eventID));
      expect(world.woken.filter(({ queue }) => queue === 'capture')).toHaveLength(runs - 1);
      expect(planned()).toHaveLength(1);
    },
  );

  test('stores no slice twice', async () => {
    const message = await world.job(tenant, documentOf(named(1, 24)), 'proceed');
    const appended: number[] = [];
    const ledger = {
      ...world.ledger,
      append: (...[of, list, how]: Parameters<typeof world.ledger.append>) => {
        appended.push(...list.map(({ position = -1 }) => position));
        return world.ledger.append(of, list, how);
      },
    };
    while ((await job())?.running === true) await world.work(message, { enoughMs: 0, ledger });
    expect(appended).toEqual(named(0, 23).map((_, i) => i));
  });

  test('is left to the worker that came further', async () => {
    const message = await world.job(tenant, documentOf(named(1, 24)), 'proceed');
    const both = await Promise.allSettled([world.work(message), world.work(message)]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect(await job()).toMatchObject({ running: false, success: true, stored: 23 });
    expect(await ids()).toEqual(named(1, 24).map(({ eventID }) => eventID));
  });

  test('tells how far it has come', async () => {
    const message = await world.job(tenant, documentOf(named(1, 24)), 'proceed');
    await world.work(message, { enoughMs: 0 });
    await world.work(message, { enoughMs: 0 });
    expect(await job()).toMatchObject({ running: true, success: true, stored: 8, failed: 0 });
  });
});
