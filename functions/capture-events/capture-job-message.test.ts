import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { batchHandler } from '#common/batch.ts';
import { captureDocumentKey } from '#common/store/documents.ts';
import { givenGrants } from '#common/store/given-grants.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { captureQueueMessage } from '#shared/messages/queue-messages.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { type Breaks, brokenClient } from '../../test/kit/broken-client.ts';
import { aGrant } from '../../test/kit/builders.ts';
import { captureNeeds } from '../../test/kit/capture-needs.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { documentOf, here, minute } from '../../test/kit/events.ts';
import { type Published, startPublished } from '../../test/kit/published.ts';
import { deliver } from '../../test/kit/queue-event.ts';
import { type QueuesAndBuckets, startQueuesAndBuckets } from '../../test/kit/queues-and-buckets.ts';
import { captureMessage } from './capture-message.ts';
import { setAside } from './set-aside.ts';

let engine: Dynoxide;
let cloud: QueuesAndBuckets;
let mqtt: Published;
let owner: string;
let packer: string;
let planUrl: string;
let count = 0;
let clock: number;

beforeAll(async () => {
  [engine, cloud, mqtt] = await Promise.all([startDynoxide(), startQueuesAndBuckets(), startPublished()]);
  cloud.bucket('documents');
});
afterAll(() => Promise.all([engine.stop(), cloud.stop(), mqtt.stop()]));
beforeEach(async () => {
  count++;
  [owner, packer] = [`acme-${count}`, `packright-${count}`];
  planUrl = cloud.queue(`plan-${count}`);
  mqtt.seen.length = 0;
  clock = Date.UTC(2026, 2, 1, 10);
  await givenGrants(engine.db, tables.registry).put(owner, { grantee: packer, ...aGrant('events:capture') });
});

const needs = (db = engine.db) => captureNeeds({ db, cloud, mqtt, planUrl, now: () => new Date(clock++) });
function take(messages: readonly unknown[], breaks?: Breaks) {
  const all = needs(breaks === undefined ? engine.db : brokenClient(engine, breaks));
  return deliver(batchHandler(captureQueueMessage, captureMessage(all), setAside(all)), messages);
}

const epc = (serial: number) => `urn:epc:id:sgtin:9521321.054321.${serial}`;
const event = (serial: number, eventID?: string): EpcisEvent => ({
  ...commissionEvent({ epcs: [epc(serial)], at: minute(serial), ...here }),
  ...(eventID !== undefined && { eventID }),
});
const planned = () => cloud.waiting(`plan-${count}`);
const eventsOf = (serial: number) => needs().ledger.eventsOf(owner, epc(serial));

async function newJob(events: readonly EpcisEvent[], captureId = 'job-1') {
  await needs().documents.put(captureDocumentKey(owner, captureId), documentOf(events));
  await needs().jobs.create(owner, captureId, 'rollback', new Date(clock));
  return { tenant: owner, captureId };
}
const job = (captureId = 'job-1') => needs().jobs.get(owner, captureId);

describe('the key of a capture job', () => {
  test('has the job seen through, told of twice at once or again', async () => {
    const message = await newJob([event(1), event(2)]);
    expect(await take([message, message])).toEqual([]);
    expect(await take([message])).toEqual([]);
    expect(await eventsOf(1)).toHaveLength(1);
    expect(await job()).toMatchObject({ running: false, success: true, planned: false });
    expect(planned()).toContainEqual(message);
  });

  test.each<[string, Breaks]>([
    ['before it is taken up', (command) => command === 'UpdateItemCommand'],
    ['before the index rows', (command) => command === 'BatchWriteItemCommand'],
    [
      'before it is finished',
      (command, input) => command === 'UpdateItemCommand' && JSON.stringify(input).includes('finishedAt'),
    ],
  ])('broken off %s returns to the queue and is completed by the next attempt', async (_, breaks) => {
    const message = await newJob([event(1), event(2), event(3)]);
    expect(await take([message], breaks)).toEqual([0]);
    expect(await job()).toMatchObject({ running: true });
    expect(planned()).toEqual([]);
    expect(await take([message])).toEqual([]);
    expect(await job()).toMatchObject({ running: false, success: true, stored: 3 });
    expect(planned()).toEqual([message]);
  });

  test('that nobody made is set aside', async () => {
    expect(await take([{ tenant: owner, captureId: 'never' }])).toEqual([]);
    expect(await keptFor(owner)).toHaveLength(1);
  });
});

async function keptFor(tenant: string): Promise<unknown[]> {
  const { Contents = [] } = await cloud.s3.send(
    new ListObjectsV2Command({ Bucket: 'documents', Prefix: `${tenant}/refused/` }),
  );
  const texts = await Promise.all(Contents.map(({ Key = '' }) => needs().documents.text(Key)));
  return texts.map((text) => JSON.parse(text ?? 'null'));
}
