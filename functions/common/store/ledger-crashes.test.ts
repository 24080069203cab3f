import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { brokenClient } from '../../../test/kit/broken-client.ts';
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { here, minute, stored } from '../../../test/kit/events.ts';
import { eventsBetween } from '../../../test/kit/events-between.ts';
import { openCipher, unitMaker } from '../../../test/kit/unit-maker.ts';
import { ledger } from './ledger.ts';
import { serialPools } from './serial-pools.ts';

let engine: Dynoxide;
let tenant: string;
let units: Awaited<ReturnType<typeof unitMaker>>;
let count = 0;

beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  tenant = `acme-${count++}`;
  units = await unitMaker(engine, tenant);
});

const open = (db = engine.db) => ledger(db, tables.ledger, serialPools(db, tables.serials), openCipher);
const foreign = (serial: number) => `urn:epc:id:sgtin:4012345.077889.${serial}`;
const commission = (epcs: string[], at = minute(0)) =>
  commissionEvent({ epcs, at, lot: 'LOT1', expiry: '2028-12-31', ...here });
const idsOf = (events: readonly StoredEvent[]) => events.map(({ eventId }) => eventId);

const named = (event: EpcisEvent, eventID: string): EpcisEvent => ({ ...event, eventID });

describe('a crash', () => {
  const events = async () => {
    const [own = ''] = await units.packs(1);
    return stored([commission([own, foreign(1)]), commission([own], minute(1)), commission([foreign(1)], minute(2))]);
  };

  test.each([
    ['before the index rows', (command: string) => command === 'BatchWriteItemCommand'],
    ['between index rows and event', (command: string) => command.startsWith('Put') || command.startsWith('Transact')],
  ])('%s shows nothing, and capturing again completes it', async (_, breaks) => {
    const all = await events();
    const own = all[1]?.event.type === 'ObjectEvent' ? all[1].event.epcList?.[0] : undefined;
    await expect(open(brokenClient(engine, breaks)).append(tenant, all)).rejects.toThrow('crashed');
    expect(await open().eventsOf(tenant, foreign(1))).toEqual([]);
    expect((await eventsBetween(open(), tenant, { limit: 10 })).events).toEqual([]);
    expect(await open().append(tenant, all)).toEqual(['stored', 'stored', 'stored']);
    expect(await open().eventsOf(tenant, foreign(1))).toEqual([all[0], all[2]]);
    expect(await open().eventsOf(tenant, own ?? '')).toEqual([all[0], all[1]]);
  });

  test('before the event leaves rows that do not lead to another event of that id', async () => {
    const lost = named(commission([foreign(1)], minute(5)), 'urn:uuid:1');
    const breaks = (command: string) => command.startsWith('Put');
    await expect(open(brokenClient(engine, breaks)).append(tenant, stored([lost]))).rejects.toThrow('crashed');
    const kept = stored([named(commission([foreign(2)]), 'urn:uuid:1')], 'capture-2');
    expect(await open().append(tenant, kept)).toEqual(['stored']);
    expect(await open().eventsOf(tenant, foreign(1))).toEqual([]);
    expect((await eventsBetween(open(), tenant, { limit: 10 })).events).toEqual(kept);
    expect(await open().append(tenant, stored([lost]))).toEqual(['conflict']);
  });

  test('half way through the events is completed by capturing again', async () => {
    const all = await events();
    let puts = 0;
    const breaks = (command: string) => command.startsWith('Put') && ++puts === 2;
    await expect(open(brokenClient(engine, breaks)).append(tenant, all)).rejects.toThrow('crashed');
    const outcomes = await open().append(tenant, all);
    expect(outcomes.filter((outcome) => outcome === 'duplicate').length).toBeGreaterThan(0);
    expect(await open().eventsOf(tenant, foreign(1))).toEqual([all[0], all[2]]);
  });
});

describe('many events', () => {
  test('are stored in order, all or none', async () => {
    const all = stored(Array.from({ length: 250 }, (_, i) => commission([foreign(i)], minute(i))));
    expect(await open().append(tenant, all, { together: true })).toEqual(Array(250).fill('stored'));
    const seen: StoredEvent[] = [];
    for (let after: string | undefined; ; ) {
      const { events, next } = await eventsBetween(open(), tenant, {
        limit: 60,
        ...(after !== undefined && { after }),
      });
      seen.push(...events);
      if (next === undefined) break;
      after = next;
    }
    expect(idsOf(seen)).toEqual(idsOf(all.toReversed()));
  });

  test.each([
    [1, 0],
    [30, 3],
    [90, 89],
    [130, 120],
  ])('all %i are withheld when number %i is in conflict, and file no rows', async (length, n) => {
    const events = Array.from({ length }, (_, i) => named(commission([foreign(i)], minute(i)), `urn:uuid:${i}`));
    await open().append(tenant, stored([named(commission([foreign(500)]), `urn:uuid:${n}`)]));
    const unable = brokenClient(engine, (command) => /^(Put|Transact|BatchWrite)/.test(command));
    const outcomes = await open(unable).append(tenant, stored(events, 'capture-2'), { together: true });
    expect(outcomes).toEqual(events.map((_, i) => (i === n ? 'conflict' : 'withheld')));
    expect((await eventsBetween(open(), tenant, { limit: 10 })).events).toHaveLength(1);
  });

  test('that come again file no rows, and one among them that is new files its own', async () => {
    const all = stored(Array.from({ length: 30 }, (_, i) => commission([foreign(i)], minute(i))));
    await open().append(tenant, [...all.slice(0, 3), ...all.slice(4)]);
    const unable = brokenClient(engine, (command) => /^(Put|Transact|BatchWrite)/.test(command));
    await expect(open(unable).append(tenant, all.slice(4))).resolves.toEqual(Array(26).fill('duplicate'));
    const again = all.map((one) => ({ ...one, captureId: 'capture-2', recordTime: minute(200) }));
    expect(await open().append(tenant, again)).toEqual(again.map((_, i) => (i === 3 ? 'stored' : 'duplicate')));
    expect(await open().eventsOf(tenant, foreign(3))).toEqual([again[3]]);
    expect(await open().eventsOf(tenant, foreign(4))).toEqual([all[4]]);
  });

  test('a page that ends with the last event has no next', async () => {
    await open().append(tenant, stored([0, 1, 2, 3].map((i) => commission([foreign(i)], minute(i)))));
    const first = await eventsBetween(open(), tenant, { limit: 2 });
    const second = await eventsBetween(open(), tenant, {
      limit: 2,
      ...(first.next !== undefined && { after: first.next }),
    });
    expect([first.next !== undefined, second.events.length, second.next]).toEqual([true, 2, undefined]);
  });

  test('captured between two pages neither repeat nor hide any', async () => {
    const older = stored(
      [1, 3, 5, 7].map((i) => commission([foreign(i)], minute(i))),
      'capture-1',
    );
    await open().append(tenant, older);
    const first = await eventsBetween(open(), tenant, { limit: 2 });
    await open().append(
      tenant,
      stored(
        [8, 6, 0].map((i) => commission([foreign(i)], minute(i))),
        'capture-2',
      ),
    );
    const second = await eventsBetween(open(), tenant, {
      limit: 10,
      ...(first.next !== undefined && { after: first.next }),
    });
    expect(second.events.map(({ event }) => event.eventTime)).toEqual([3, 1, 0].map(minute));
  });

  test('under one instant keep the order of their document', async () => {
    const all = stored([3, 1, 2].map((i) => commission([foreign(7), foreign(i)], minute(0))));
    await open().append(tenant, all);
    expect(await open().eventsOf(tenant, foreign(7))).toEqual(all);
  });
});
