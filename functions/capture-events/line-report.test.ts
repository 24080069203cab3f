import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { batchHandler } from '#common/batch.ts';
import { givenGrants } from '#common/store/given-grants.ts';
import { captureQueueMessage } from '#shared/messages/queue-messages.ts';
import { type Breaks, brokenClient } from '../../test/kit/broken-client.ts';
import { aGrant, anOrder, aRelease, aReport } from '../../test/kit/builders.ts';
import { captureNeeds } from '../../test/kit/capture-needs.ts';
import { type Dynoxide, startDynoxide, tables } from '../../test/kit/dynoxide.ts';
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

describe('a line that closes a lot', () => {
  const line = () => ({ tenant: packer, site: 'site-1', line: 'line-1' });
  const ack = () => `seriate/${packer}/site-1/line-1/ack`;
  const captured = (...sequence: number[]) => ({ topic: ack(), payload: { captured: sequence, refused: [] } });
  const refused = (sequence: number, detail: string) => ({
    topic: ack(),
    payload: { captured: [], refused: [{ sequence, detail: expect.stringContaining(detail) }] },
  });

  describe('with a lot report', () => {
    const report = (change = {}) => ({
      ...line(),
      message: { kind: 'lot-report', sequence: 9, owner, report: aReport(change) },
    });
    const order = (change = {}) => {
      const { site, line: name } = line();
      return needs().lots.create(owner, anOrder({ owner, packer, site, line: name, ...change }), new Date(clock));
    };

    test('reports the lot and is acknowledged, however often it comes', async () => {
      await order();
      await take([report()]);
      await take([report(), report()]);
      expect(await needs().lots.get(owner, aReport().gtin, 'LOT1')).toMatchObject({
        state: 'reported',
        report: aReport(),
      });
      expect(mqtt.seen).toEqual([captured(9), captured(9), captured(9)]);
    });

    test('keeps the report that ends last, whichever comes first', async () => {
      await order();
      await take([report({ closedAt: '2026-03-01T09:30:00.000Z' })]);
      await take([report()]);
      expect(await needs().lots.get(owner, aReport().gtin, 'LOT1')).toMatchObject({
        report: aReport({ closedAt: '2026-03-01T09:30:00.000Z' }),
      });
      expect(mqtt.seen).toEqual([captured(9), refused(9, 'a later report')]);
    });

    test('that meets a later one between its reading and its writing does not take its place', async () => {
      await order();
      const later = aReport({ closedAt: '2026-03-01T09:30:00.000Z' });
      let hasMet = false;
      await take([report()], async (_, input) => {
        if (hasMet || !JSON.stringify(input).includes('SET report')) return false;
        hasMet = true;
        await needs().lots.putReport(owner, later, new Date(clock));
        return false;
      });
      expect(hasMet).toBe(true);
      expect(await needs().lots.get(owner, later.gtin, 'LOT1')).toMatchObject({ report: later });
      expect(mqtt.seen).toEqual([refused(9, 'a later report')]);
    });

    test.each([
      ['another packer', { packer: 'boxwell' }],
      ['another site', { site: 'site-9' }],
    ])('of an order given to %s is refused: nobody closes another’s lot', async (_, change) => {
      await order(change);
      await take([report()]);
      expect(mqtt.seen).toEqual([refused(9, 'is packed by')]);
      expect(await needs().lots.get(owner, aReport().gtin, 'LOT1')).toMatchObject({ state: 'assigned' });
    });

    test('that comes again after the release is acknowledged, another one is refused', async () => {
      await order();
      await take([report()]);
      const lot = await needs().lots.get(owner, aReport().gtin, 'LOT1');
      const { record, audit } = aRelease(new Date(clock));
      if (lot !== undefined) await needs().lots.release(owner, lot, record, audit);
      await take([report()]);
      await take([report({ rejected: 4, commissioned: 236 })]);
      expect(mqtt.seen).toEqual([captured(9), captured(9), refused(9, 'released')]);
    });

    describe('and which serials had which fate', () => {
      const { order: orderId, gtin, lot, closedAt } = aReport();
      const fates = (change: object = {}, serials = ['S1', 'S2']) => ({
        ...line(),
        message: {
          kind: 'lot-fates',
          sequence: 8,
          owner,
          fates: {
            order: orderId,
            gtin,
            lot,
            closedAt,
            part: 0,
            lists: [{ block: 'b', fate: 'rejected', serials }],
            ...change,
          },
        },
      });
      const kept = async () => {
        const lists = [];
        for await (const list of needs().fates.of(owner, { gtin, lot }, closedAt)) lists.push(list);
        return lists;
      };

      test('is kept, however often it is told', async () => {
        await order();
        await take([fates()]);
        await take([fates()]);
        expect(mqtt.seen).toEqual([captured(8), captured(8)]);
        expect(await kept()).toEqual([{ block: 'b', fate: 'rejected', serials: ['S1', 'S2'] }]);
      });

      test('is refused when it says something else, is of another order, or of a lot that another packs', async () => {
        await order();
        await take([fates()]);
        await take([fates({}, ['S3'])]);
        await take([fates({ order: 'order-9' })]);
        await take([{ ...fates(), site: 'site-9' }]);
        expect(mqtt.seen.slice(1, 3)).toEqual([refused(8, 'said something else'), refused(8, 'order-9')]);
        expect(mqtt.seen[3]?.payload).toMatchObject({
          captured: [],
          refused: [{ detail: expect.stringContaining('is packed by') }],
        });
        expect(await kept()).toEqual([{ block: 'b', fate: 'rejected', serials: ['S1', 'S2'] }]);
      });
    });

    test('that met other writes goes back to the queue and is not told refused', async () => {
      await order();
      const conflict = (command: string) => {
        if (command === 'TransactWriteItemsCommand') throw aConflict();
        return false;
      };
      expect(await take([report()], conflict)).toEqual([0]);
      expect(mqtt.seen).toEqual([]);
      await take([report()]);
      expect(mqtt.seen).toEqual([captured(9)]);
    });

    test('of an order nobody made is refused', async () => {
      await take([report()]);
      expect(mqtt.seen).toEqual([refused(9, 'no order')]);
    });
  });
});

const aConflict = () =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: [{ Code: 'TransactionConflict' }],
  });
