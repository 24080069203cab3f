import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { canonicalEpc } from '#shared/gs1/canonical-epc.ts';
import { timelineOf } from '#shared/trace/timeline.ts';
import { type Dynoxide, startDynoxide } from '../../test/kit/dynoxide.ts';
import { here, minute } from '../../test/kit/events.ts';
import { commission, needsOver, observe, type UnitWorld, unitWorld } from '../../test/kit/unit-world.ts';
import { readBudget } from './read-budget.ts';
import { readRelations } from './read-relations.ts';

let engine: Dynoxide;
let world: UnitWorld;
let count = 0;

beforeAll(async () => {
  engine = await startDynoxide();
});
afterAll(() => engine.stop());
beforeEach(async () => {
  world = await unitWorld(engine, `acme-${count++}`);
});

/** More than were once looked at. */
const MANY = 2_050;
const base = { eventTimeZoneOffset: here.offset };
const order = { type: 'po', bizTransaction: 'urn:epcglobal:cbv:bt:9521321000011:PO-1' };
const link = { ...base, type: 'TransactionEvent' as const, bizTransactionList: [order] };
const body = async (epc: string, query = {}) => (await world.get(epc, '', query)).body;

/** Other cases of the same order, seen one by one. */
const others = (from: number): EpcisEvent[] =>
  Array.from({ length: MANY }, (_, i) => ({
    ...base,
    type: 'ObjectEvent',
    action: 'OBSERVE',
    eventTime: new Date(Date.parse(minute(from)) + i).toISOString(),
    epcList: [`urn:epc:id:sscc:9521321.${String(i).padStart(10, '0')}`],
    bizTransactionList: [order],
  }));

test('a document that ended for all is not linked, whatever else was captured of it since', {
  timeout: 60_000,
}, async () => {
  const [unit = ''] = await world.units.packs(1);
  await world.capture(
    commission([unit], 0),
    { ...link, eventTime: minute(3), action: 'ADD', epcList: [unit] },
    { ...link, eventTime: minute(4), action: 'DELETE' },
    ...others(5),
  );
  expect(await body(unit, { at: minute(3) })).toMatchObject({ transactions: [order] });
  expect(await body(unit, { at: minute(4) })).not.toHaveProperty('transactions');
  expect(await body(unit)).not.toHaveProperty('transactions');
});

test('a document ended for all before the unit was taken off it by name is not linked in between', async () => {
  const [unit = ''] = await world.units.packs(1);
  await world.capture(
    commission([unit], 0),
    { ...link, eventTime: minute(3), action: 'ADD', epcList: [unit] },
    { ...link, eventTime: minute(4), action: 'DELETE' },
    { ...link, eventTime: minute(6), action: 'DELETE', epcList: [unit] },
  );
  expect(await body(unit, { at: minute(3) })).toMatchObject({ transactions: [order] });
  expect(await body(unit, { at: minute(5) })).not.toHaveProperty('transactions');
});

test.each([[[]], [['urn:epc:id:sscc:9521321.0000000001']]])(
  'an end of a document that was declared an error ends nothing, whatever that names: %j',
  async (epcList: string[]) => {
    const [unit = ''] = await world.units.packs(1);
    const ended: EpcisEvent = { ...link, eventTime: minute(4), action: 'DELETE', eventID: 'urn:uuid:ended' };
    await world.capture(
      commission([unit], 0),
      { ...link, eventTime: minute(3), action: 'ADD', epcList: [unit] },
      ended,
    );
    const errorDeclaration = { declarationTime: minute(9), reason: 'did_not_occur' };
    await world.capture({ ...ended, ...(epcList.length > 0 && { epcList }), errorDeclaration });
    expect(await body(unit)).toMatchObject({ transactions: [order] });
    expect(await body(unit, { at: minute(5) })).toMatchObject({ transactions: [order] });
  },
);

test('all parts of a transformation are told, and those alone that there were at the time', {
  timeout: 60_000,
}, async () => {
  const [input = '', output = ''] = await world.units.packs(2);
  const part = { ...base, type: 'TransformationEvent' as const, transformationID: 'urn:example:t1' };
  const later = Array.from(
    { length: MANY },
    (_, i): EpcisEvent => ({
      ...part,
      eventTime: new Date(Date.parse(minute(5)) + i).toISOString(),
      inputEPCList: [`urn:epc:id:sgtin:9521321.077889.${i + 1}`],
    }),
  );
  await world.capture(
    { ...part, eventTime: minute(1), inputEPCList: [input] },
    { ...part, eventTime: minute(2), outputEPCList: [output] },
    ...later,
  );
  expect(await body(output, { at: minute(2) })).toMatchObject({ madeFrom: [canonicalEpc(input)] });
  const { madeFrom } = Object(await body(output));
  expect(madeFrom).toHaveLength(MANY + 1);
  expect(madeFrom[0]).toBe(canonicalEpc(input));
});

test('of a document that is read which was captured from its linking until the time that is asked', async () => {
  const [unit = ''] = await world.units.packs(1);
  const link3: EpcisEvent = { ...link, eventTime: minute(3), action: 'ADD', epcList: [unit] };
  const seen = [1, 2, 4, 5, 6, 7].map((m) =>
    observe([`urn:epc:id:sscc:9521321.000000000${m}`], m, { bizTransactionList: [order] }),
  );
  await world.capture(commission([unit], 0), link3, ...seen);
  const { ledger } = needsOver(engine.db);
  const epc = canonicalEpc(unit);
  const timeline = timelineOf(await ledger.eventsOf(world.tenant, unit));
  const most = { refs: 3, events: 3, bytes: 10_000 };
  const related = (at?: string) =>
    readRelations(
      ledger,
      world.tenant,
      { epc, timeline, at },
      readBudget(() => new Date(0), epc, most),
    );
  // The link itself, and what was seen in minutes 4 and 5.
  expect(await related('2026-03-01T09:05:00.000+01:00')).toEqual([]);
  await expect(related(minute(6))).rejects.toThrow(/more than 3 index entries/);
  await expect(related()).rejects.toThrow(/more than 3 index entries/);
});
