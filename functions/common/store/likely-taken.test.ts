import * as v from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { eventId } from '#common/event-id.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { brokenClient } from '../../../test/kit/broken-client.ts';
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { here, minute, stored } from '../../../test/kit/events.ts';
import { eventsBetween } from '../../../test/kit/events-between.ts';
import { openCipher } from '../../../test/kit/unit-maker.ts';
import { commissionings } from './commissionings.ts';
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
/** Named by what they say. */
const many = (length: number) => Array.from({ length }, (_, i) => commission(i));
/** Named by whoever sent them. */
const named = (length: number) => many(length).map((event, i) => ({ ...event, eventID: `urn:uuid:${i}` }));
const hashed = (events: readonly EpcisEvent[], captureId?: string) => stored(events, captureId, events.map(eventId));
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
    [8, 'content', hashed, many, 8],
    [30, 'content', hashed, many, 8],
    [130, 'content', hashed, many, 8],
    [30, 'their sender', stored, named, 30],
  ] as const)('that are new, %i of them named by %s, are stored', async (length, _, asStored, made, looks) => {
    const { db, events } = looking();
    expect(await open(db).append(tenant, asStored(made(length)), together)).toEqual(Array(length).fill('stored'));
    expect([events(), (await all()).length]).toEqual([looks, length]);
  });

  test('that come again file no rows', async () => {
    await open().append(tenant, hashed(many(100)), together);
    const unable = brokenClient(engine, (command) => isWrite(command) || command === 'BatchWriteItemCommand');
    const again = hashed(many(100), 'capture-2');
    expect(await open(unable).append(tenant, again, together)).toEqual(Array(100).fill('duplicate'));
  });

  test('that are stored already are duplicates, and are found once, as they were captured first', async () => {
    const first = hashed(many(30));
    await open().append(tenant, first, together);
    const again = first.map((one) => ({ ...one, recordTime: minute(200) }));
    expect(await open().append(tenant, again, together)).toEqual(Array(30).fill('duplicate'));
    expect(await all()).toEqual(first.toReversed());
    expect(await open().eventsOf(tenant, foreign(3))).toEqual([first[3]]);
  });

  test.each([0, 3, 29])('beside number %i, which is there already, are stored, and each is found once', async (n) => {
    const events = hashed(many(30));
    await open().append(tenant, events.slice(n, n + 1));
    const again = events.map((one) => ({ ...one, captureId: 'capture-2', recordTime: minute(200) }));
    const outcomes = await open().append(tenant, again, together);
    expect(outcomes).toEqual(again.map((_, i) => (i === n ? 'duplicate' : 'stored')));
    expect((await all()).map(({ eventId }) => eventId)).toEqual(events.toReversed().map(({ eventId }) => eventId));
    expect(await open().eventsOf(tenant, foreign(n))).toEqual([events[n]]);
  });

  test('and a declaration off the sample that is not the first about its event are all found', async () => {
    const [wrong] = hashed(many(1));
    if (wrong === undefined) throw new Error('one event');
    const declared = (reason: string) => ({
      ...wrong.event,
      eventID: wrong.eventId,
      errorDeclaration: { declarationTime: minute(300), reason },
    });
    const [before] = stored([declared('incorrect_data')], 'capture-0');
    if (before === undefined) throw new Error('one declaration');
    await open().append(tenant, [wrong, before]);
    const events = [...many(12).slice(2, 4), declared('did_not_occur'), ...many(12).slice(4)];
    expect(await open().append(tenant, hashed(events, 'capture-2'), together)).toEqual(Array(11).fill('stored'));
    expect(await open().eventsOf(tenant, foreign(0))).toHaveLength(3);
    expect(await all()).toHaveLength(13);
  });

  test('of which one is a lot’s commissioning that is there already count its units once', async () => {
    const events = hashed(many(30));
    await open().append(tenant, events.slice(3, 4));
    await open().append(tenant, hashed(many(30), 'capture-2'), together);
    const counted = [];
    for await (const one of commissionings({ ledger: open() }, tenant, { gtin: '04012345778892', lot: 'LOT1' }))
      counted.push(one.units);
    expect(counted).toEqual(Array(30).fill(1));
  });

  test('survive a crash before they are written: the next attempt, at a later time, stores each once', async () => {
    const events = hashed(many(30));
    await expect(open(brokenClient(engine, isWrite)).append(tenant, events, together)).rejects.toThrow('crashed');
    const later = events.map((one) => ({ ...one, recordTime: minute(200) }));
    expect(await open().append(tenant, later, together)).toEqual(Array(30).fill('stored'));
    expect(await all()).toEqual(later.toReversed());
  });

  test('captured by many at once are stored once and found once', async () => {
    const events = hashed(many(30));
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => open().append(tenant, events, together)));
    expect(outcomes.flat().filter((outcome) => outcome === 'stored')).toHaveLength(30);
    expect(await all()).toEqual(events.toReversed());
  });
});
