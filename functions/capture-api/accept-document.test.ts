import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { captureLimit, fileSizeLimit } from '#common/epcis/capture-limits.ts';
import { httpHandler } from '#common/http.ts';
import { queue } from '#common/send/queue.ts';
import { captureJobs } from '#common/store/capture-jobs.ts';
import { captureDocumentKey, documents } from '#common/store/documents.ts';
import { dueIndex } from '#common/store/due.ts';
import { EPCIS_CONTEXT } from '#shared/epcis/prefixes.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { call } from '../../test/kit/call.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
import { jsonSample } from '../../test/kit/epcis-samples.ts';
import { documentOf, here, minute } from '../../test/kit/events.ts';
import { type QueuesAndBuckets, startQueuesAndBuckets } from '../../test/kit/queues-and-buckets.ts';
import { acceptDocument } from './accept-document.ts';

let engine: Dynoxide;
let cloud: QueuesAndBuckets;
let tenant: string;
let url: string;
let count = 0;
let clock = Date.UTC(2026, 2, 1, 10);

beforeAll(async () => {
  [engine, cloud] = await Promise.all([startDynoxide(), startQueuesAndBuckets()]);
  cloud.bucket('documents');
});
afterAll(() => Promise.all([engine.stop(), cloud.stop()]));
beforeEach(() => {
  tenant = `acme-${count++}`;
  url = cloud.queue(`capture-${count}`);
});

const bucket = () => documents('documents', cloud.s3);
const jobs = () => captureJobs(engine.db, tables.deliveries, bucket());

function api(route: string, more: Parameters<typeof call>[2] = {}, wakeCapture = queue(url, cloud.sqs)) {
  let ids = 0;
  const needs = {
    documents: bucket(),
    jobs: jobs(),
    wakeCapture,
    now: () => new Date(clock++),
    newId: () => `id-${ids++}`,
  };
  const handler = httpHandler(
    {
      'POST /epcis/capture': { permission: 'events:capture', endpoint: acceptDocument(needs) },
    },
    async () => false,
  );
  return call(handler, route, { tenant, ...more });
}
const document = (epcs = ['urn:epc:id:sgtin:9521321.054321.1']) =>
  documentOf([commissionEvent({ epcs, at: minute(0), ...here })]);
const post = (body: unknown, headers: Record<string, string> = {}) => api('POST /epcis/capture', { body, headers });
const idOf = ({ headers }: { headers: Readonly<Record<string, unknown>> }) =>
  String(headers['Location']).replace('/epcis/capture/', '');
const overdue = async () => {
  const { Items = [] } = await engine.db.send(
    new QueryCommand({
      TableName: tables.deliveries,
      IndexName: dueIndex,
      KeyConditionExpression: 'duePk = :pk',
      ExpressionAttributeValues: { ':pk': `${tenant}#due` },
    }),
  );
  return Items.map(({ wake }) => wake);
};

describe('a document', () => {
  test('is kept as it came, becomes a job that is due, and wakes the capture', async () => {
    const text = document();
    const answer = await post(text);
    expect(answer).toMatchObject({
      status: 202,
      body: undefined,
      headers: {
        'GS1-EPCIS-Version': '2.0.0',
        'GS1-EPCIS-Capture-Limit': String(captureLimit),
        'GS1-EPCIS-Capture-File-Size-Limit': String(fileSizeLimit),
      },
    });
    const captureId = idOf(answer);
    expect(await bucket().text(captureDocumentKey(tenant, captureId))).toBe(text);
    expect(cloud.waiting(`capture-${count}`)).toEqual([{ tenant, captureId }]);
    expect(await overdue()).toEqual([{ queue: 'capture', message: JSON.stringify({ tenant, captureId }) }]);
  });

  test('is accepted though the queue is down: the row is enough', async () => {
    const down = async () => Promise.reject(new Error('no queue'));
    expect(await api('POST /epcis/capture', { body: document() }, down)).toMatchObject({ status: 202 });
    expect(await overdue()).toHaveLength(1);
  });

  test('may be JSON-LD', async () => {
    expect(await post(document(), { 'content-type': 'application/ld+json; charset=utf-8' })).toMatchObject({
      status: 202,
    });
  });

  test.each(['text/plain', 'application/octet-stream', ''])('as "%s" is refused with the remedy', async (type) => {
    expect(await post(document(), { 'content-type': type })).toMatchObject({
      status: 415,
      headers: { 'content-type': 'application/problem+json' },
      body: { type: 'epcisException:UnsupportedMediaTypeException', remedy: expect.stringContaining('JSON') },
    });
  });

  const long = (characters: number, letter = 'x') => {
    const start = 'https://example.org/';
    return start + letter.repeat(characters - start.length);
  };
  const withMember = (member: object) =>
    documentOf([commissionEvent({ epcs: ['urn:epc:id:sgtin:9521321.054321.1'], at: minute(0), ...here })]).replace(
      /"eventTime"/,
      `${JSON.stringify(member).slice(1, -1)},"eventTime"`,
    );

  test.each([
    ['bizStep', document().replace(/"bizStep":"[^"]*"/, `"bizStep":"${long(500_000)}"`), '/bizStep'],
    ['disposition', document().replace(/"disposition":"[^"]*"/, `"disposition":"${long(2049)}"`), '/disposition'],
    ['EPC', document(['urn:epc:id:sgtin:9521321.054321.1', long(2049)]), '/epcList/1'],
    ['event id', withMember({ eventID: long(2049) }), '/eventID'],
    [
      'transaction',
      withMember({ bizTransactionList: [{ bizTransaction: long(2049) }] }),
      '/bizTransactionList/0/bizTransaction',
    ],
  ])('with a %s that no row holds is refused with its place', async (_, text, place) => {
    expect(await post(text)).toMatchObject({
      status: 400,
      body: { type: 'epcisException:ValidationException', at: `/epcisBody/eventList/0${place}` },
    });
    expect(await overdue()).toEqual([]);
  });

  test.each(['0000-12-31T23:59:59Z', '0001-01-01T00:30:00+01:00', '9998-12-31T23:30:00-01:00'])(
    'with an event of %s, which no range of times reaches, is refused with place and rule',
    async (eventTime) => {
      const text = document().replace(/"eventTime":"[^"]*"/, `"eventTime":"${eventTime}"`);
      expect(await post(text)).toMatchObject({
        status: 400,
        body: { at: '/epcisBody/eventList/0/eventTime', rule: expect.stringContaining('9998') },
      });
    },
  );

  test.each(['0001-01-01T00:00:00Z', '9998-12-31T23:59:59.999Z'])(
    'with an event of %s is accepted',
    async (eventTime) => {
      const text = document().replace(/"eventTime":"[^"]*"/, `"eventTime":"${eventTime}"`);
      expect(await post(text)).toMatchObject({ status: 202 });
    },
  );

  test.each([
    ['in full', 'urn:epcglobal:epcis:vtype:', {}],
    ['by a prefix', 'vtype:', { vtype: 'urn:epcglobal:epcis:vtype:' }],
  ])('with master data of a type without a name, %s, is refused with place and rule', async (_, type, prefixes) => {
    const vocabularyList = [{ type, vocabularyElementList: [{ id: 'https://example.org/place/1' }] }];
    const sample = jsonSample([], { epcisHeader: { epcisMasterData: { vocabularyList } } });
    const text = JSON.stringify({ ...JSON.parse(sample), '@context': [EPCIS_CONTEXT, prefixes] });
    expect(await post(text)).toMatchObject({
      status: 400,
      body: {
        at: expect.stringContaining('vtype:'),
        rule: expect.stringContaining('EPCIS'),
        remedy: expect.any(String),
      },
    });
    expect(await overdue()).toEqual([]);
  });

  test('that is a bare event has the place from its root', async () => {
    const bare = {
      '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
      ...commissionEvent({ epcs: [long(2049)], at: minute(0), ...here }),
    };
    expect(await post(JSON.stringify(bare))).toMatchObject({ status: 400, body: { at: '/epcList/0' } });
  });

  test('with identifiers just as long as allowed is accepted', async () => {
    expect(await post(document([long(2048), long(2048, '€')]))).toMatchObject({ status: 202 });
  });

  test('that is not valid is refused with the place and the rule, and leaves nothing', async () => {
    const broken = document().replace('"ADD"', '"BUILD"');
    expect(await post(broken)).toMatchObject({
      status: 400,
      body: {
        type: 'epcisException:ValidationException',
        at: '/epcisBody/eventList/0/action',
        rule: expect.stringContaining('EPCIS'),
      },
    });
    expect([await overdue(), cloud.waiting(`capture-${count}`)]).toEqual([[], []]);
  });

  test('cut off in the middle is refused', async () => {
    expect(await post(document().slice(0, -20))).toMatchObject({ status: 400 });
  });

  test('above the size limit is refused with both limits', async () => {
    expect(await post(`${document()}${' '.repeat(fileSizeLimit)}`)).toMatchObject({
      status: 413,
      headers: { 'GS1-EPCIS-Capture-Limit': String(captureLimit), 'content-type': 'application/problem+json' },
      body: { type: 'epcisException:CaptureLimitExceededException' },
    });
  });

  test('with one event too large for the ledger is refused naming the event', async () => {
    const noise = (i: number) => `urn:uuid:${Array.from({ length: 20 }, (_, j) => Math.sin(i * 20 + j)).join('')}`;
    const text = document(Array.from({ length: 6000 }, (_, i) => noise(i)));
    expect(text.length).toBeLessThan(fileSizeLimit);
    expect(await post(text)).toMatchObject({ status: 413, body: { at: 'event 0' } });
  });

  test('in another version of the interface is not acceptable', async () => {
    expect(await post(document(), { 'gs1-epcis-version': '1.2' })).toMatchObject({ status: 406 });
  });

  test('with an unknown error behaviour is refused', async () => {
    expect(await post(document(), { 'gs1-capture-error-behaviour': 'ignore' })).toMatchObject({ status: 400 });
  });

  test('needs the right to capture, and a grant for another tenant', async () => {
    expect(await api('POST /epcis/capture', { body: document(), role: 'operator' })).toMatchObject({ status: 403 });
    expect(await post(document(), { 'seriate-acting-for': 'medico' })).toMatchObject({ status: 403 });
  });
});
