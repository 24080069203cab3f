import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { packEvent } from '#shared/trace/pack.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { type Dynoxide, startDynoxide, tables } from '../../../test/kit/dynoxide.ts';
import { here, stored } from '../../../test/kit/events.ts';
import { eventsBetween } from '../../../test/kit/events-between.ts';
import { openCipher, unitMaker } from '../../../test/kit/unit-maker.ts';
import { putRows } from './batches.ts';
import { allOf, everyRole } from './find-refs.ts';
import { hourKey, markKey } from './keys.ts';
import { ledger } from './ledger.ts';
import { ANY } from './marks.ts';
import { refRows } from './ref-rows.ts';
import { serialPools } from './serial-pools.ts';

let engine: Dynoxide;
let count = 0;
beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());

const open = () => ledger(engine.db, tables.ledger, serialPools(engine.db, tables.serials), openCipher);
const foreign = (serial: number) => `urn:epc:id:sgtin:4012345.077889.${serial}`;
const start = Date.UTC(2026, 2, 1, 8);
const at = (second: number) => new Date(start + second * 1000).toISOString();
const steps = ['commissioning', 'storing', 'shipping'];

interface Plan {
  readonly second: number;
  readonly step: number;
  readonly thing: number;
}
const plans = fc.array(
  fc.record({
    second: fc.integer({ min: 0, max: 4 * 3600 }),
    step: fc.integer({ min: 0, max: 2 }),
    thing: fc.integer({ min: 0, max: 4 }),
  }),
  { minLength: 1, maxLength: 40 },
);
const eventOf = ({ second, step, thing }: Plan): EpcisEvent => ({
  ...commissionEvent({ epcs: [foreign(thing)], at: at(second), ...here }),
  bizStep: steps[step] ?? '',
});

/** Captures the plans in documents of a few events each; answers what is stored, oldest first. */
async function captured(tenant: string, all: readonly Plan[], size: number): Promise<StoredEvent[]> {
  const kept: StoredEvent[] = [];
  for (let i = 0; i < all.length; i += size) {
    const events = stored(all.slice(i, i + size).map(eventOf), `capture-${i}`);
    await open().append(tenant, events);
    kept.push(...events);
  }
  return kept;
}
const times = (events: readonly StoredEvent[]) => events.map(({ event }) => event.eventTime);

describe('refs', () => {
  test('come in order, each once, whatever the documents they came in, from whatever place on', async () => {
    const span = fc.record({ from: fc.nat(4 * 3600), length: fc.nat(2 * 3600), ascending: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(plans, fc.integer({ min: 1, max: 9 }), span, fc.nat(8), async (all, size, wanted, seen) => {
        const tenant = `time-${count++}`;
        const kept = await captured(tenant, all, size);
        const [from, to] = [at(wanted.from), at(wanted.from + wanted.length)];
        const { ascending } = wanted;
        const range = { from, to, ascending };
        const within = times(kept).filter((time) => time >= from && time < to);
        const expected = ascending ? within.sort() : within.sort().reverse();
        const first = await eventsBetween(open(), tenant, { ...range, limit: seen + 1 });
        expect(times(first.events)).toEqual(expected.slice(0, seen + 1));
        const rest = first.next === undefined ? undefined : { ...range, after: first.next, limit: 100 };
        const more = rest === undefined ? [] : (await eventsBetween(open(), tenant, rest)).events;
        expect(times([...first.events, ...more])).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  test('of marked hours hold every event with the marks', async () => {
    await fc.assert(
      fc.asyncProperty(
        plans,
        fc.integer({ min: 1, max: 9 }),
        fc.subarray(steps, { minLength: 1 }),
        async (all, size, values) => {
          const tenant = `marks-${count++}`;
          const kept = await captured(tenant, all, size);
          const marks = [
            { field: 'bizStep', values },
            { field: 'eventType', values: ['ObjectEvent'] },
          ] as const;
          const fits = ({ bizStep = '' }: { bizStep?: string }) => values.includes(bizStep);
          const { events } = await eventsBetween(open(), tenant, { limit: 100, narrowed: { marks, fits } });
          const wanted = kept.filter(({ event }) => values.includes(event.bizStep ?? ''));
          expect(times(events).sort()).toEqual(times(wanted).sort());
        },
      ),
      { numRuns: 15 },
    );
  });

  test('of what was recorded in a span leave out hours of other captures', async () => {
    const tenant = `recorded-${count++}`;
    const [old] = stored([eventOf({ second: 0, step: 0, thing: 1 })]);
    const [late] = stored([eventOf({ second: 7200, step: 0, thing: 2 })], 'late');
    if (old === undefined || late === undefined) throw new Error('two events');
    await open().append(tenant, [old]);
    await open().append(tenant, [{ ...late, recordTime: '2026-04-01T10:30:00.000Z' }]);
    const recorded = { from: '2026-04-01T10:00:00.000Z' };
    const { events } = await eventsBetween(open(), tenant, { limit: 10, narrowed: { recorded } });
    expect(times(events)).toEqual([at(7200)]);
  });

  test('of more events in ten minutes than are held at once come all, in order', async () => {
    const tenant = `crowd-${count++}`;
    const refs = Array.from({ length: 12_000 }, (_, i) => ({
      at: `${at(i % 7)}#${String(i).padStart(7, '0')}#${'D'.repeat(22)}`,
      eventId: `urn:event:${i}`,
      item: 'event',
    }));
    const hour = '2026-03-01T08';
    await putRows(engine.db, tables.ledger, [
      ...refRows((place) => hourKey(tenant, hour, place), at(0), refs),
      markKey(tenant, ANY, '', hour),
    ]);
    for (const ascending of [true, false]) {
      const places = (await allOf(open().refsByTime(tenant, { ascending }))).map((ref) => ref.at);
      expect(places).toHaveLength(12_000);
      expect(places).toEqual(ascending ? places.toSorted() : places.toSorted().reverse());
    }
  });
});

test('a case is one row of its packs’ run, one of its own, one of its lot and one of its hour', async () => {
  const tenant = `case-${count++}`;
  const units = await unitMaker(engine, tenant);
  const [packs, [box = '']] = [await units.packs(48), await units.logisticUnits(1)];
  const events = stored([
    commissionEvent({ epcs: packs, at: at(0), lot: 'LOT1', expiry: '2028-12-31', ...here }),
    commissionEvent({ epcs: [box], at: at(1), ...here }),
    packEvent({ parent: box, children: packs, at: at(2), ...here }),
  ]);
  await open().append(tenant, events);
  const refs = await allOf(await open().refsByEpc(tenant, [packs[0] ?? ''], everyRole, { ascending: true }));
  expect(refs.map(({ eventId }) => eventId)).toEqual([events[0]?.eventId, events[2]?.eventId]);
  expect(refs[1]?.parent).toContain('/00/');
});

test('events are found by business transaction, class and transformation, whatever the spelling', async () => {
  const tenant = `names-${count++}`;
  const [event] = stored([
    {
      type: 'TransformationEvent',
      eventTime: at(0),
      eventTimeZoneOffset: '+00:00',
      transformationID: 'urn:epc:id:gdti:9521321.00123.T-1',
      inputQuantityList: [{ epcClass: 'urn:epc:class:lgtin:9521321.054321.LOT-77', quantity: 3, uom: 'KGM' }],
      outputEPCList: [foreign(1)],
      bizTransactionList: [{ type: 'po', bizTransaction: 'urn:epc:id:gdti:9521321.00123.PO-1' }],
    },
  ]);
  if (event === undefined) throw new Error('one event');
  await open().append(tenant, [event]);
  const span = { ascending: true };
  const found = await Promise.all([
    allOf(open().refsByTransaction(tenant, ['https://id.gs1.org/253/9521321001237PO-1'], span)),
    allOf(open().refsByClass(tenant, ['https://id.gs1.org/01/09521321543218/10/LOT-77'], span)),
    allOf(open().refsByTransformation(tenant, ['https://id.gs1.org/253/9521321001237T-1'], span)),
    allOf(open().refsByTransaction(tenant, ['https://id.gs1.org/253/9521321001237PO-2'], span)),
  ]);
  expect(found.map((refs) => refs.map(({ eventId }) => eventId))).toEqual([
    [event.eventId],
    [event.eventId],
    [event.eventId],
    [],
  ]);
});
