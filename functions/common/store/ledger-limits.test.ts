import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { here, minute, stored } from '../../../test/kit/events.ts';
import { eventsBetween } from '../../../test/kit/events-between.ts';
import { openCipher } from '../../../test/kit/unit-maker.ts';
import { putRows } from './batches.ts';
import { identifierLimit } from './event-identifiers.ts';
import { allOf, everyRole } from './find-refs.ts';
import { hourKey, markKey } from './keys.ts';
import { ledger } from './ledger.ts';
import { ANY } from './marks.ts';
import { refRows } from './ref-rows.ts';
import { serialPools } from './serial-pools.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

const open = () => ledger(engine.db, tables.ledger, serialPools(engine.db, tables.serials), openCipher);
const foreign = (serial: number | string) => `urn:epc:id:sgtin:4012345.077889.${serial}`;
const commission = (epcs: string[], m = 0): EpcisEvent =>
  commissionEvent({ epcs, at: minute(m), lot: 'LOT1', ...here });
const captured = (event: EpcisEvent, eventId: string, recordTime: string) => [
  { eventId, recordTime, captureId: `c-${recordTime}`, position: 0, event },
];

describe('an event captured again later', () => {
  test('keeps its record time, in its rows too', async () => {
    const event = commission([foreign(1)]);
    const [first, again] = ['2026-03-02T00:00:00.000Z', '2026-03-05T00:00:00.000Z'];
    await open().append('again', captured(event, 'urn:event:1', first));
    expect(await open().append('again', captured(event, 'urn:event:1', again))).toEqual(['duplicate']);
    const refs = await allOf(await open().refsByEpc('again', [foreign(1)], everyRole, { ascending: true }));
    expect(refs.map(({ recordTime }) => recordTime)).toEqual([first]);
  });

  test('after its rows were filed in vain under another record time is found once, under its own', async () => {
    const event = commission([foreign(1)]);
    const [lost] = captured(event, 'urn:event:1', '2026-03-02T00:00:00.000Z');
    const [kept] = captured(event, 'urn:event:1', '2026-03-03T00:00:00.000Z');
    if (lost === undefined || kept === undefined) throw new Error('one event each');
    await open().append('vain', [kept]);
    const [real] = await allOf(open().refsByTime('vain', { ascending: true }));
    if (real === undefined) throw new Error('one ref');
    const { recordTime: _, ...ref } = real;
    const stale = refRows((at) => hourKey('vain', '2026-03-01T08', at), lost.recordTime, [ref]);
    await putRows(engine.db, tables.ledger, stale);
    const refs = await allOf(open().refsByTime('vain', { ascending: true }));
    expect(refs.map(({ recordTime }) => recordTime)).toEqual([lost.recordTime, kept.recordTime]);
    expect((await open().fetch('vain', refs)).map((one) => one.stored)).toEqual([kept]);
  });
});

test('an event that names things by a prefix of its own is found by them in full, and by its step and place', async () => {
  const event: EpcisEvent = {
    ...commission(['ex:thing/1']),
    '@context': { ex: 'https://ns.example/' },
    bizStep: 'ex:step',
    readPoint: { id: 'ex:gate' },
    bizTransactionList: [{ type: 'po', bizTransaction: 'ex:order' }],
  };
  await open().append('curie', stored([event]));
  const span = { ascending: true };
  const marks = [
    { field: 'bizStep', values: ['https://ns.example/step'] },
    { field: 'readPoint', values: ['https://ns.example/gate'] },
  ] as const;
  const found = [
    await allOf(await open().refsByEpc('curie', ['https://ns.example/thing/1'], everyRole, span)),
    await allOf(open().refsByTransaction('curie', ['https://ns.example/order'], span)),
    await allOf(open().refsByTime('curie', span, { marks })),
  ];
  expect(found.map((refs) => refs.length)).toEqual([1, 1, 1]);
  expect(found[2]?.[0]).toMatchObject({ bizStep: 'https://ns.example/step', readPoint: 'https://ns.example/gate' });
});

test('events with the longest names in every field are stored and found', async () => {
  const random = (start: string, i: number) =>
    (start + Array.from({ length: 400 }, (_, k) => ((i + 1) * 2654435761 * (k + 7)).toString(36)).join('')).slice(
      0,
      identifierLimit,
    );
  const events = Array.from({ length: 64 }, (_, i) => ({
    ...commission([foreign(i)]),
    eventID: random(`urn:event:${i}:`, i),
    bizStep: random('urn:step:', i),
    disposition: random('urn:disposition:', i),
    readPoint: { id: random('urn:place:', i) },
    bizLocation: { id: random('urn:site:', i) },
  }));
  expect(await open().append('long', stored(events))).toEqual(Array(64).fill('stored'));
  expect((await open().eventsById('long', [events[63]?.eventID ?? ''])).length).toBe(1);
  expect((await eventsBetween(open(), 'long', { limit: 100 })).events).toHaveLength(64);
});

test('every declaration of a large event is found', { timeout: 60_000 }, async () => {
  const serials = Array.from({ length: 20_000 }, (_, i) => foreign(((i + 1) * 2654435761 * 97).toString(36)));
  const event: EpcisEvent = {
    type: 'AggregationEvent',
    eventTime: minute(0),
    eventTimeZoneOffset: '+00:00',
    eventID: 'urn:event:large',
    parentID: 'urn:epc:id:sscc:4012345.1234567890',
    childQuantityList: serials.map((_, i) => ({ epcClass: `urn:x:${(i * 7919 * 104_729).toString(36)}`, quantity: 1 })),
    action: 'OBSERVE',
  };
  const declared = Array.from({ length: 8 }, (_, i) => ({
    ...event,
    errorDeclaration: { declarationTime: minute(10 + i) },
  }));
  for (const [i, one] of [event, ...declared].entries()) {
    // Only the item is what this is about: a class each would be 20,000 rows.
    const { childQuantityList: _, ...bare } = one;
    await open().append(
      'large',
      stored([{ ...bare, 'ex:all': serials.join(' '), '@context': { ex: 'urn:ex:' } }], `c-${i}`),
    );
  }
  expect(await open().eventsById('large', ['urn:event:large'])).toHaveLength(9);
});

describe('a slot with more refs than are held', () => {
  const at = (i: number) => `2026-03-01T08:00:00.000Z#${String(i).padStart(7, '0')}#${'D'.repeat(22)}`;
  const crowd = async (tenant: string) => {
    const refs = Array.from({ length: 12_000 }, (_, i) => ({ at: at(i), eventId: `urn:event:${i}`, item: 'event' }));
    const hour = '2026-03-01T08';
    await putRows(engine.db, tables.ledger, [
      ...refRows((place) => hourKey(tenant, hour, place), minute(0), refs),
      markKey(tenant, ANY, '', hour),
    ]);
  };

  test.each([true, false])('yields nothing beyond a bound inside it (ascending: %s)', async (ascending) => {
    const tenant = `bound-${ascending}`;
    await crowd(tenant);
    const refs = await allOf(open().refsByTime(tenant, { ascending, from: at(1000), to: at(9000) }));
    expect(refs).toHaveLength(8000);
  });

  test('is left when whoever watches has seen enough', async () => {
    await crowd('watched');
    let seen = 0;
    const watch = (refs: number) => {
      seen += refs;
      return seen < 1000;
    };
    expect(await allOf(open().refsByTime('watched', { ascending: true, watch }))).toEqual([]);
    expect(seen).toBeLessThan(1100);
  });
});
