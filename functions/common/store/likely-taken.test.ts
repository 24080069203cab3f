import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { brokenClient } from '../../../test/kit/broken-client.ts';
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { here, minute, stored } from '../../../test/kit/events.ts';
import { eventsBetween } from '../../../test/kit/events-between.ts';
import { openCipher } from '../../../test/kit/unit-maker.ts';
import { ledger } from './ledger.ts';
import { serialPools } from './serial-pools.ts';

let engine: Dynoxide;
let tenant: string;
let count = 0;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());
beforeEach(() => {
  tenant = `likely-${count++}`;
});

const open = (db = engine.db) => ledger(db, tables.ledger, serialPools(db, tables.serials), openCipher);
const together = { together: true };
const foreign = (serial: number) => `urn:epc:id:sgtin:4012345.077889.${serial}`;
const commission = (serial: number, at = minute(serial)): EpcisEvent =>
  commissionEvent({ epcs: [foreign(serial)], at, lot: 'LOT1', ...here });
const many = (length: number) => Array.from({ length }, (_, i) => ({ ...commission(i), eventID: `urn:uuid:${i}` }));
const isWrite = (command: string) => command.startsWith('Put') || command.startsWith('Transact');
const all = async () => (await eventsBetween(open(), tenant, { limit: 300 })).events;

/** A client that counts the events which are looked for. */
function looking() {
  let events = 0;
  const look = v.object({ RequestItems: v.object({ [tables.ledger]: v.object({ Keys: v.array(v.unknown()) }) }) });
  const db = brokenClient(engine, (command, input) => {
    const read = command === 'BatchGetItemCommand' ? v.safeParse(look, input) : undefined;
    if (read?.success) events += read.output.RequestItems[tables.ledger]?.Keys.length ?? 0;
    return false;
  });
  return { db, events: () => events };
}

describe('events of a document', () => {
  test.each([
    [8, 8],
    [30, 8],
    [100, 8],
    [130, 130], // beyond one transaction all are looked for, so that a conflict withholds all
  ])('that are new, %i of them, are stored when %i were looked for', async (length, looks) => {
    const { db, events } = looking();
    expect(await open(db).append(tenant, stored(many(length)), together)).toEqual(Array(length).fill('stored'));
    expect([events(), (await all()).length]).toEqual([looks, length]);
  });

  test('that come again file no rows', async () => {
    await open().append(tenant, stored(many(100)), together);
    const unable = brokenClient(engine, (command) => isWrite(command) || command === 'BatchWriteItemCommand');
    const again = stored(many(100), 'capture-2');
    expect(await open(unable).append(tenant, again, together)).toEqual(Array(100).fill('duplicate'));
  });

  test('that are stored already are duplicates, and are found once, as they were captured first', async () => {
    const first = stored(many(30));
    await open().append(tenant, first, together);
    const again = first.map((one) => ({ ...one, recordTime: minute(200) }));
    expect(await open().append(tenant, again, together)).toEqual(Array(30).fill('duplicate'));
    expect(await all()).toEqual(first.toReversed());
    expect(await open().eventsOf(tenant, foreign(3))).toEqual([first[3]]);
  });

  test.each([0, 3, 29])('beside number %i, which is there already, are stored, and each is found once', async (n) => {
    const events = stored(many(30));
    await open().append(tenant, events.slice(n, n + 1));
    const again = events.map((one) => ({ ...one, captureId: 'capture-2', recordTime: minute(200) }));
    const outcomes = await open().append(tenant, again, together);
    expect(outcomes).toEqual(again.map((_, i) => (i === n ? 'duplicate' : 'stored')));
    expect((await all()).map(({ eventId }) => eventId)).toEqual(events.toReversed().map(({ eventId }) => eventId));
    expect(await open().eventsOf(tenant, foreign(n))).toEqual([events[n]]);
  });

  test.each([
    [1, 0],
    [2, 1],
    [30, 3],
    [100, 99],
    [100, 3],
    [130, 120],
  ])('all %i are withheld when number %i is in conflict', async (length, n) => {
    await open().append(tenant, stored([{ ...commission(500), eventID: `urn:uuid:${n}` }]));
    const outcomes = await open().append(tenant, stored(many(length), 'capture-2'), together);
    expect(outcomes).toEqual(many(length).map((_, i) => (i === n ? 'conflict' : 'withheld')));
    expect(await all()).toHaveLength(1);
    expect(await open().eventsOf(tenant, foreign(length))).toEqual([]);
  });

  test('each for itself: one in conflict, which is not among those looked for, keeps no other away', async () => {
    await open().append(tenant, stored([{ ...commission(500), eventID: 'urn:uuid:120' }]));
    const outcomes = await open().append(tenant, stored(many(130), 'capture-2'));
    expect(outcomes).toEqual(many(130).map((_, i) => (i === 120 ? 'conflict' : 'stored')));
  });

  test('survive a crash before they are written: the next attempt, at a later time, stores each once', async () => {
    const events = stored(many(30));
    await expect(open(brokenClient(engine, isWrite)).append(tenant, events, together)).rejects.toThrow('crashed');
    const later = events.map((one) => ({ ...one, recordTime: minute(200) }));
    expect(await open().append(tenant, later, together)).toEqual(Array(30).fill('stored'));
    expect(await all()).toEqual(later.toReversed());
  });

  test('captured by many at once are stored once and found once', async () => {
    const events = stored(many(30));
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => open().append(tenant, events, together)));
    expect(outcomes.flat().filter((outcome) => outcome === 'stored')).toHaveLength(30);
    expect(await all()).toEqual(events.toReversed());
  });
});
