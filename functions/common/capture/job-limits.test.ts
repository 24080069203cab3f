import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { captureJob } from '#common/capture/capture-job.ts';
import { captureDocumentKey } from '#common/store/documents.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { type CaptureWorld, startCaptureWorld } from '../../../test/kit/capture-world.ts';
import { jsonSample } from '../../../test/kit/epcis-samples.ts';
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
const event = (serial: number, more: object = {}) => ({
  ...commissionEvent({ epcs: [epc(serial)], at: minute(serial), ...here }),
  ...more,
});

test('ids of a long outcome are told from any place, over the ends of its pieces', async () => {
  const message = await world.job(tenant, documentOf([event(1)]));
  const ids = Array.from({ length: 2_300 }, (_, i) => `urn:uuid:00000000-0000-4000-8000-${i}`);
  await world.jobs.finish(tenant, message.captureId, { eventIds: ids, errors: [] }, new Date());
  const told = (from: number, size: number) => world.jobs.eventIds(tenant, message.captureId, from, size);
  expect(await told(0, 10_000)).toEqual(ids);
  expect(await told(950, 250)).toEqual(ids.slice(950, 1_200));
  expect(await told(2_250, 250)).toEqual(ids.slice(2_250));
  expect(await told(2_300, 250)).toEqual([]);
  expect(await world.jobs.get(tenant, message.captureId)).toMatchObject({ stored: 2_300, failed: 0 });
});

test('an event that the ledger cannot hold is an error of its own when the rest may proceed', async () => {
  const text = documentOf([event(1), event(2, { bizStep: `https://example.org/${'s'.repeat(3_000)}` }), event(3)]);
  const message = await world.job(tenant, text, 'proceed');
  await world.work(message);
  expect(await world.jobs.get(tenant, message.captureId)).toMatchObject({ stored: 2, failed: 1 });
  expect(await world.jobs.errorsOf(tenant, message.captureId)).toMatchObject([
    { index: 1, at: '/epcisBody/eventList/1/bizStep', detail: expect.stringContaining('2048') },
  ]);
});

test('much master data is stored over several runs, each going on where the one before was', async () => {
  const vocabularyElementList = Array.from({ length: 700 }, (_, i) => ({ id: `https://example.org/place/${i}` }));
  const vocabularyList = [{ type: 'urn:epcglobal:epcis:vtype:Location', vocabularyElementList }];
  const text = jsonSample([], { epcisHeader: { epcisMasterData: { vocabularyList } } });
  const message = await world.job(tenant, text);
  const put: number[] = [];
  const vocabulary: typeof world.vocabulary = {
    ...world.vocabulary,
    put: async (of, lists, source) => {
      put.push(lists.flatMap((list) => list.vocabularyElementList ?? []).length);
      await world.vocabulary.put(of, lists, source);
    },
  };
  let runs = 0;
  for (; (await world.jobs.get(tenant, message.captureId))?.running === true && runs < 10; runs++)
    await world.work(message, { enoughMs: 0, vocabulary });
  expect([runs, put]).toEqual([3, [250, 250, 200]]);
  const { elements, next } = await world.vocabulary.elements(tenant, 'Location', undefined, 1000);
  expect([elements.length, next]).toEqual([700, undefined]);
});

test('of two large documents one waits for the other', async () => {
  const keys = new Map<string, NonNullable<Awaited<ReturnType<typeof world.bucket.facts>>>>();
  const messages = [
    await world.job(tenant, documentOf([event(1)]), 'rollback', 'job-1'),
    await world.job(tenant, documentOf([event(2)]), 'rollback', 'job-2'),
  ];
  const documents: typeof world.bucket = {
    ...world.bucket,
    facts: async (key) => {
      const facts = await world.bucket.facts(key);
      if (facts !== undefined) keys.set(key, facts);
      return facts && { ...facts, bytes: 100_000_000 };
    },
    pieces: (key, facts) => world.bucket.pieces(key, keys.get(key) ?? facts),
  };
  const work = captureJob({ ...world.needs(), documents });
  await Promise.all(messages.map(work));
  const waiting = world.woken.filter(({ queue }) => queue === 'capture').map(({ message }) => message);
  expect(waiting).toHaveLength(1);
  expect(messages).toContainEqual(waiting[0]);
  for (const message of messages) await work(message);
  for (const { captureId } of messages)
    expect(await world.jobs.get(tenant, captureId)).toMatchObject({ running: false, success: true });
});

test('a document that is not in the bucket fails its job’s worker, who is not told that all is well', async () => {
  await world.jobs.create(tenant, 'job-1', 'rollback', new Date());
  await expect(world.work({ tenant, captureId: 'job-1' })).rejects.toThrow('missing from the bucket');
  await world.bucket.put(captureDocumentKey(tenant, 'job-1'), documentOf([event(1)]));
  await world.work({ tenant, captureId: 'job-1' });
  expect(await world.jobs.get(tenant, 'job-1')).toMatchObject({ running: false, success: true });
});
