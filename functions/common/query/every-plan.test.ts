import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Refused } from '#common/refused.ts';
import { putRows, type Row } from '#common/store/batches.ts';
import { hourKey } from '#common/store/keys.ts';
import { refRows } from '#common/store/ref-rows.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { readEventQuery } from '#shared/epcis/query/read-event-query.ts';
import { SIMPLE_EVENT_QUERY } from '#shared/epcis/query-message.ts';
import type { StoredEvent } from '#shared/trace/stored-event.ts';
import { tables } from '../../../test/kit/dynoxide.ts';
import { minute, stored } from '../../../test/kit/events.ts';
import { type QueryWorld, type Repository, startQueryWorld } from '../../../test/kit/query-world.ts';
import { good } from '../../../test/kit/unit-maker.ts';
import { planQuery } from './plan-query.ts';
import { runQuery } from './run-query.ts';

let world: QueryWorld;
let acme: Repository;
let things: string[];
let all: StoredEvent[];

const lot = (number: number) => `urn:epc:class:lgtin:4012345.012345.L${number}`;
const order = (number: number) => `urn:epc:id:gdti:4012345.00001.${number}`;
const place = (number: number) => ({ id: `urn:epc:id:sgln:4012345.0000${number}.0` });
const transformation = (number: number) => `urn:epc:id:gdti:4012345.00002.${number}`;

beforeAll(async () => {
  world = await startQueryWorld();
  acme = await world.repository();
  things = [...(await acme.units.packs(3)), ...[1, 2].map((serial) => `urn:epc:id:sgtin:4012345.077889.${serial}`)];
  all = Array.from({ length: 60 }, (_, i) => stored([eventNumber(i)], `capture-${i}`, [`urn:uuid:${i}`]))
    .flat()
    .map((one, i) => ({ ...one, recordTime: minute(100 + 37 * (i % 7)) }));
  for (const one of all) await acme.needs.ledger.append(acme.tenant, [one]);
  await captureAgain();
});

/** Some events were captured again by others, before and after; of some a capture that broke off left rows of another record time. */
async function captureAgain() {
  const again = all.filter((_, i) => i % 4 === 0);
  for (const [i, one] of again.entries())
    await acme.needs.ledger.append(acme.tenant, [{ ...one, captureId: `again-${i}`, recordTime: minute(90 + 9 * i) }]);
  const rows: Row[] = [];
  for await (const ref of acme.needs.ledger.refsByTime(acme.tenant, { ascending: true })) {
    const { recordTime: _, roles, bits, ...left } = ref;
    if (rows.length < 20)
      for (const at of [95, 400])
        rows.push(...refRows((place) => hourKey(acme.tenant, ref.at.slice(0, 13), place), minute(at), [left]));
  }
  await putRows(world.engine.db, tables.ledger, rows);
}

afterAll(() => world.stop());

/** Events of every kind over three hours, each with a choice of the values there are. */
function eventNumber(i: number): EpcisEvent {
  const thing = (n: number) => things[n % 5] ?? '';
  const common = {
    eventTime: minute(i * 3),
    eventTimeZoneOffset: '+00:00',
    bizStep: ['packing', 'shipping', 'receiving'][i % 3] ?? '',
    ...(i % 2 === 0 && { disposition: 'in_transit', readPoint: place(i % 4) }),
  };
  const action = i % 7 === 0 ? 'DELETE' : 'ADD';
  switch (i % 5) {
    case 0:
      return { type: 'ObjectEvent', ...common, action, epcList: [thing(i), thing(i + 1)] };
    case 1:
      return { type: 'AggregationEvent', ...common, action, parentID: thing(i), childEPCs: [thing(i + 2)] };
    case 2:
      return {
        type: 'TransformationEvent',
        ...common,
        transformationID: transformation(i % 3),
        inputEPCList: [thing(i)],
        outputQuantityList: [{ epcClass: lot(i % 3), quantity: i }],
      };
    case 3:
      return {
        type: 'TransactionEvent',
        ...common,
        action,
        epcList: [thing(i)],
        bizTransactionList: [{ type: 'po', bizTransaction: order(i % 3) }],
      };
    default:
      return { type: 'ObjectEvent', ...common, action, quantityList: [{ epcClass: lot(i % 4), quantity: 5 }] };
  }
}

const oneOf = (values: readonly string[]) => fc.subarray([...values], { minLength: 1, maxLength: 2 });
const numbered = (make: (number: number) => string) => oneOf([0, 1, 2, 3].map(make));
const thing = () =>
  fc.subarray([0, 1, 2, 3, 4], { minLength: 1, maxLength: 3 }).map((at) => at.map((n) => things[n] ?? ''));
const time = fc.integer({ min: 0, max: 200 }).map((m) => minute(m));
const recorded = fc.integer({ min: 90, max: 340 }).map((m) => minute(m));

const params = () =>
  fc.record(
    {
      eventType: oneOf(['ObjectEvent', 'AggregationEvent', 'TransformationEvent', 'TransactionEvent']),
      EQ_bizStep: oneOf(['packing', 'shipping', 'receiving', 'loading']),
      EQ_disposition: oneOf(['in_transit', 'active']),
      EQ_readPoint: numbered((number) => place(number).id),
      EQ_action: oneOf(['ADD', 'DELETE']),
      MATCH_anyEPC: thing(),
      MATCH_epc: thing(),
      MATCH_parentID: thing(),
      MATCH_anyEPCClass: numbered(lot),
      EQ_bizTransaction_po: numbered(order),
      EQ_transformationID: numbered(transformation),
      EQ_eventID: numbered((number) => `urn:uuid:${number * 9}`),
      GE_eventTime: time,
      LT_eventTime: time,
      GE_recordTime: recorded,
      LT_recordTime: recorded,
      orderBy: fc.constantFrom('eventTime', 'recordTime'),
      orderDirection: fc.constantFrom('ASC', 'DESC'),
    },
    { requiredKeys: [] },
  );

/** At most three parameters: more hardly ever match anything. */
const query = () =>
  fc.tuple(params(), fc.nat(), fc.nat(), fc.nat()).map(([found, ...picks]) => {
    const names = Object.keys(found);
    const kept = new Set(picks.map((pick) => names[pick % names.length]));
    return Object.fromEntries(Object.entries(found).filter(([name]) => kept.has(name)));
  });

const reading = (asked: Record<string, string | string[]>) =>
  good(readEventQuery({ queryName: SIMPLE_EVENT_QUERY, params: asked }));
type Read = ReturnType<typeof reading>;

/** What a query is ordered by, of an event. */
const valueIn = (read: Read) => (one: StoredEvent) =>
  `${read.order.by === 'recordTime' ? one.recordTime : ''}${one.event.eventTime}`;

function expected(read: Read) {
  const matches = all.filter(read.matcher([]));
  const values = matches.map(valueIn(read)).sort();
  return {
    ids: new Set(matches.map(({ eventId }) => eventId)),
    values: read.order.descending ? values.reverse() : values,
  };
}

/** The events of all pages. */
async function walk(read: Read, perPage: number, clock = () => 0): Promise<StoredEvent[]> {
  const found: StoredEvent[] = [];
  for (let after: string | undefined, isFirst = true; isFirst || after !== undefined; isFirst = false) {
    const asked = { perPage, clock, ...(after !== undefined && { after }) };
    const page = await runQuery(acme.needs, acme.tenant, read, asked);
    expect(page.events.length).toBeLessThanOrEqual(perPage);
    found.push(...page.events);
    after = page.next;
  }
  return found;
}
const idsOf = (found: readonly StoredEvent[]) => new Set(found.map(({ eventId }) => eventId));

test('whatever index leads to them, a query finds the events that match and no others, in its order, on pages of any size', async () => {
  await fc.assert(
    fc.asyncProperty(query(), fc.integer({ min: 1, max: 40 }), async (asked, perPage) => {
      const read = reading(asked);
      const found = await walk(read, perPage);
      expect(found.map(valueIn(read))).toEqual(expected(read).values);
      expect(idsOf(found)).toEqual(expected(read).ids);
    }),
    { numRuns: 80 },
  );
});

test('a query whose time ends again and again finds all of it, or is refused', async () => {
  await fc.assert(
    fc.asyncProperty(query(), fc.integer({ min: 100, max: 3000 }), async (asked, tick) => {
      let now = 0;
      const read = reading(asked);
      const found = await walk(read, 7, () => (now += tick)).catch((error: unknown) => {
        if (error instanceof Refused && error.refusal.refused === 'too-complex') return undefined;
        throw error;
      });
      if (found === undefined) return;
      expect(found.map(valueIn(read))).toEqual(expected(read).values);
      expect(idsOf(found)).toEqual(expected(read).ids);
    }),
    { numRuns: 60 },
  );
});

test.each<[string, Record<string, string | string[]>]>([
  ['eventID', { EQ_eventID: ['urn:uuid:4', 'urn:uuid:8'] }],
  ['transformation', { EQ_transformationID: transformation(1) }],
  ['transaction', { EQ_bizTransaction_po: order(1) }],
  ['class', { MATCH_anyEPCClass: lot(1) }],
  ['time', { EQ_disposition: 'in_transit', GE_recordTime: minute(150) }],
])('the index %s leads to all that matches', async (index, asked) => {
  for (const orderBy of ['eventTime', 'recordTime']) {
    const read = reading({ ...asked, orderBy });
    expect(planQuery(read, []).index).toBe(index);
    expect(expected(read).ids.size).toBeGreaterThan(0);
    expect(idsOf(await walk(read, 3))).toEqual(expected(read).ids);
  }
});

test('an event captured twice is found by the record time that counts', async () => {
  const read = reading({ GE_recordTime: minute(360), orderBy: 'recordTime' });
  expect(await walk(read, 5)).toEqual([]);
});
