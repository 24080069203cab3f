import { gzipSync } from 'node:zlib';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { batchHandler } from '#common/batch.ts';
import { givenGrants } from '#common/store/given-grants.ts';
import { lineJobId } from '#common/store/list-capture-jobs.ts';
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

const job = (captureId = 'job-1') => needs().jobs.get(owner, captureId);

describe('a message of a line', () => {
  const line = () => ({ tenant: packer, site: 'site-1', line: 'line-1' });
  const ack = () => `seriate/${packer}/site-1/line-1/ack`;
  const epcis = (sequence: number, events: readonly EpcisEvent[], change: Record<string, unknown> = {}) => ({
    ...line(),
    message: { kind: 'epcis', sequence, owner, document: JSON.parse(documentOf(events)), ...change },
  });
  const jobId = (sequence: number) => lineJobId({ tenant: packer, site: 'site-1', line: 'line-1' }, sequence);
  const captured = (...sequence: number[]) => ({ topic: ack(), payload: { captured: sequence, refused: [] } });
  const refused = (sequence: number, detail: string) => ({
    topic: ack(),
    payload: { captured: [], refused: [{ sequence, detail: expect.stringContaining(detail) }] },
  });

  test('goes to its owner’s ledger, makes a job, and is acknowledged', async () => {
    clock = Date.parse(minute(1));
    expect(await take([epcis(7, [event(1), event(2)])])).toEqual([]);
    expect(await eventsOf(1)).toMatchObject([{ captureId: jobId(7), position: 0 }]);
    expect(await job(jobId(7))).toMatchObject({ running: false, success: true, planned: true });
    expect(planned()).toEqual([]);
    expect(mqtt.seen).toEqual([captured(7)]);
  });

  test('that comes late is planned: its packs may be missing from what was told', async () => {
    await take([epcis(7, [event(1)])]);
    expect(await job(jobId(7))).toMatchObject({ running: false, planned: false });
    expect(planned()).toEqual([{ tenant: owner, captureId: jobId(7) }]);
  });

  test('compressed is the same message, also when it is refused', async () => {
    const { message, ...from } = epcis(7, [event(1)]);
    const wrapped = (said: unknown) => ({ ...from, body: gzipSync(JSON.stringify(said)).toString('base64') });
    expect(await take([wrapped(message)])).toEqual([]);
    expect(await take([epcis(7, [event(1)])])).toEqual([]);
    expect(await eventsOf(1)).toHaveLength(1);
    expect(await take([wrapped({ ...message, sequence: 8, owner: 'medico' })])).toEqual([]);
    expect(mqtt.seen).toEqual([captured(7), captured(7), refused(8, 'medico')]);
  });

  test('doubled is stored once and acknowledged twice', async () => {
    await take([epcis(7, [event(1)]), epcis(7, [event(1)])]);
    await take([epcis(7, [event(1)])]);
    expect(await eventsOf(1)).toHaveLength(1);
    expect(mqtt.seen).toEqual([captured(7), captured(7), captured(7)]);
  });

  test.each<[string, Breaks]>([
    ['before the events', (command) => command === 'PutItemCommand'],
    [
      'before the job is finished',
      (command, input) => command === 'PutItemCommand' && JSON.stringify(input).includes('finishedAt'),
    ],
  ])('is not acknowledged when it breaks off %s, but when it is completed', async (_, breaks) => {
    expect(await take([epcis(7, [event(1)])], breaks)).toEqual([0]);
    expect([mqtt.seen, planned()]).toEqual([[], []]);
    expect(await take([epcis(7, [event(1)])])).toEqual([]);
    expect(mqtt.seen).toEqual([captured(7)]);
    expect(await eventsOf(1)).toHaveLength(1);
  });

  test('whose acknowledgement fails returns to the queue and is acknowledged later', async () => {
    mqtt.failNext(1);
    expect(await take([epcis(7, [event(1)])])).toEqual([0]);
    expect(await take([epcis(7, [event(1)])])).toEqual([]);
    expect(mqtt.seen).toEqual([captured(7)]);
  });

  test('without the owner’s grant is refused, acknowledged as refused, and kept', async () => {
    const message = epcis(7, [event(1)], { owner: 'medico' });
    expect(await take([message])).toEqual([]);
    expect(mqtt.seen).toEqual([refused(7, 'no grant from medico')]);
    expect(await keptFor(packer)).toEqual([
      { refusal: expect.objectContaining({ refused: 'not-permitted' }), body: JSON.stringify(message) },
    ]);
    expect(await eventsOf(1)).toEqual([]);
  });

  test('for its own tenant needs no grant', async () => {
    await take([epcis(7, [event(1)], { owner: packer })]);
    expect(mqtt.seen).toEqual([captured(7)]);
    expect(await needs().ledger.eventsOf(packer, epc(1))).toHaveLength(1);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['a document that is not valid', { document: { type: 'EPCISDocument' } }, '@context'],
    ['no document', { document: undefined }, ''],
    ['an unknown kind', { kind: 'greeting' }, 'kind'],
    ['no owner', { owner: '' }, 'owner'],
  ])('with %s is refused, acknowledged as refused, and kept', async (_, change, detail) => {
    expect(await take([epcis(8, [event(1)], change)])).toEqual([]);
    expect(mqtt.seen).toEqual([refused(8, detail)]);
    expect(await keptFor(packer)).toHaveLength(1);
    expect(await job(jobId(8))).toBeUndefined();
  });

  test('with a conflict is refused, now and when it comes again', async () => {
    await take([epcis(7, [event(1, 'urn:uuid:a')])]);
    const bad = epcis(8, [event(2), event(3, 'urn:uuid:a')]);
    await take([bad]);
    await take([bad]);
    expect(mqtt.seen.slice(1)).toEqual([refused(8, 'urn:uuid:a'), refused(8, 'urn:uuid:a')]);
    expect(await eventsOf(2)).toEqual([]);
    expect(await keptFor(packer)).toHaveLength(1);
  });

  test('is not taken for one of a line whose names are cut elsewhere', async () => {
    const of = (site: string, lineName: string, serial: number) => ({
      ...epcis(7, [event(serial)]),
      site,
      line: lineName,
    });
    await take([of('site', '1-line', 1), of('site-1', 'line', 2), of('site~1', 'line', 3), of('site', '1~line', 4)]);
    for (const serial of [1, 2, 3, 4]) expect(await eventsOf(serial)).toHaveLength(1);
    expect(new Set((await needs().lists.list(owner, 10)).jobs.map(({ captureId }) => captureId)).size).toBe(4);
  });

  test('of a sequence that began anew is refused and kept, not taken for the message of that number before', async () => {
    await take([epcis(7, [event(1)])]);
    const anew = epcis(7, [event(2)]);
    expect(await take([anew])).toEqual([]);
    expect(mqtt.seen).toEqual([captured(7), refused(7, 'another document')]);
    expect(await keptFor(packer)).toEqual([
      { refusal: expect.objectContaining({ refused: 'conflict', at: '/sequence' }), body: JSON.stringify(anew) },
    ]);
    expect([await eventsOf(1), await eventsOf(2)]).toEqual([expect.objectContaining({ length: 1 }), []]);
  });

  test('with a step whose name no row holds is refused with its place', async () => {
    const bizStep = `https://example.org/${'s'.repeat(500_000)}`;
    const message = epcis(7, [event(1), { ...event(2), bizStep }]);
    expect(await take([message])).toEqual([]);
    expect(mqtt.seen).toEqual([refused(7, 'limit is 2048')]);
    expect(await keptFor(packer)).toMatchObject([{ refusal: { at: '/epcisBody/eventList/1/bizStep' } }]);
  });

  test('with an event of a year that no range of times reaches is refused with its place', async () => {
    const message = epcis(7, [event(1), { ...event(2), eventTime: '9999-01-01T00:00:00Z' }]);
    expect(await take([message])).toEqual([]);
    expect(mqtt.seen).toEqual([refused(7, '9998')]);
    expect(await keptFor(packer)).toMatchObject([{ refusal: { at: '/epcisBody/eventList/1/eventTime' } }]);
  });

  test('that nobody can read is kept and holds up nothing', async () => {
    expect(await take(['not JSON', { some: 'thing' }, epcis(7, [event(1)])])).toEqual([]);
    expect(await keptFor('unknown')).not.toHaveLength(0);
    expect(mqtt.seen).toEqual([captured(7)]);
  });
});

async function keptFor(tenant: string): Promise<unknown[]> {
  const { Contents = [] } = await cloud.s3.send(
    new ListObjectsV2Command({ Bucket: 'documents', Prefix: `${tenant}/refused/` }),
  );
  const texts = await Promise.all(Contents.map(({ Key = '' }) => needs().documents.text(Key)));
  return texts.map((text) => JSON.parse(text ?? 'null'));
}
