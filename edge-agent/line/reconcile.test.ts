import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { sgtinUrn } from '#shared/gs1/sgtin.ts';
import { lineMessage } from '#shared/messages/agent-to-cloud.ts';
import type { Order } from '#shared/messages/site-api.ts';
import { openDatabase } from '../store/database.ts';
import { anOrder, assign, type Stores, storesOf, temporary } from '../testing/builders.ts';
import { type FakeFault, FakeWorld, type Probe } from '../testing/fake-world.ts';
import { mortal } from '../testing/mortal.ts';
import { reached } from '../testing/reached.ts';
import { limits } from './limits.ts';
import { Line } from './line.ts';

const place = { readPoint: 'urn:epc:id:sgln:9521234.00001.1', bizLocation: 'urn:epc:id:sgln:9521234.00001.0' };
const quick = v.parse(limits, { silenceMs: 20, settleMs: 20, watchMs: 5 });

function lineOf(stores: Stores, world: FakeWorld, probe?: Probe): Line {
  const [first] = stores.journal.pending(1);
  const machine = world.connect(probe, first === undefined ? undefined : first.sequence - 1);
  const quiet = { posted: () => undefined, log: () => undefined };
  return new Line({ ...stores, ...quiet, line: 'line-1', place, machine, limits: quick, now: Date.now });
}

/** Runs until the batch is closed, or until the power fails; a person acknowledges whatever stops the line. */
async function live(line: Line, over: () => boolean): Promise<void> {
  const work = line.work().catch(() => undefined);
  await reached(() => {
    if (!over() && (line.state === 'Held' || line.state === 'Aborted')) acknowledge(line);
    return over();
  });
  line.stop();
  await work;
}

function acknowledge(line: Line): void {
  try {
    line.acknowledge('tester');
  } catch {
    // The power failed just then; whoever comes next finds the alarm still open.
  }
}

async function runThrough(
  directory: string,
  order: Order,
  world: FakeWorld,
  deaths: readonly number[],
): Promise<Stores> {
  const first = openDatabase(directory);
  assign(storesOf(first), order);
  first.close();
  for (const steps of deaths) {
    const { db, probe, isDead } = mortal(directory, steps);
    const stores = storesOf(db);
    await live(lineOf(stores, world, probe), () => isDead() || isClosed(stores));
    if (db.isOpen) db.close();
  }
  const stores = storesOf(openDatabase(directory));
  await live(lineOf(stores, world), () => isClosed(stores));
  return stores;
}

const isClosed = ({ db }: Stores) =>
  db.isOpen && db.prepare("SELECT 1 FROM batches WHERE state = 'closed'").get() !== undefined;

const column = (stores: Stores, sql: string) =>
  stores.db
    .prepare(sql)
    .all()
    .map((row) => Object.values(row)[0]);
const messagesOf = ({ outbox }: Stores) =>
  outbox
    .waiting('line-1', 10_000)
    .map(({ sequence }) => v.parse(lineMessage, JSON.parse(outbox.body('line-1', sequence))));

const packing = v.object({ type: v.literal('AggregationEvent'), parentID: v.string(), childEPCs: v.array(v.string()) });
const document = v.object({ epcisBody: v.object({ eventList: v.array(v.unknown()) }) });
function packed(stores: Stores): Map<string, string[]> {
  const events = messagesOf(stores).flatMap((message) =>
    message.kind === 'epcis' ? v.parse(document, message.document).epcisBody.eventList : [],
  );
  return new Map(
    events.flatMap((event) => {
      const pack = v.safeParse(packing, event);
      return pack.success ? [[pack.output.parentID, pack.output.childEPCs]] : [];
    }),
  );
}

function serialsOf(world: FakeWorld, where: string): string[] {
  return world.cartons
    .filter((carton) => carton.where === where)
    .map(({ label }) => label?.elements.find(({ ai }) => ai === '21')?.value ?? 'no label');
}

function checkBooks(stores: Stores, order: Order): void {
  const { journal, containers } = stores;
  const tally = journal.tally(1);
  expect(journal.pending(1)).toEqual([]);
  expect(tally.printed).toBe(order.quantity);
  expect(tally.commissioned + tally.rejected + tally.sampled + tally.destroyed).toBe(order.quantity);
  expect(tally.packed).toBe(tally.commissioned);
  const sizes = column(
    stores,
    'SELECT count(*) FROM units WHERE container IS NOT NULL GROUP BY container ORDER BY container',
  );
  expect(sizes.slice(0, -1).every((size) => size === order.unitsPerCase)).toBe(true);
  expect(containers.loose(1, 'case')).toEqual([]);
}

function checkMessages(stores: Stores, order: Order): void {
  const messages = messagesOf(stores);
  expect(messages.map(({ sequence }) => sequence)).toEqual(
    messages.map((_, index) => (messages[0]?.sequence ?? 0) + index),
  );
  const reports = messages.filter((message) => message.kind === 'lot-report');
  expect(reports).toHaveLength(1);
  expect(messages.at(-1)?.kind).toBe('lot-report');
  const [drawn] = reports[0]?.report.blocks ?? [];
  expect(drawn?.printed).toBe(order.quantity);
  const lists = messages.flatMap((message) => (message.kind === 'lot-fates' ? message.fates.lists : []));
  for (const fate of ['rejected', 'sampled', 'destroyed'] as const) {
    const serials = column(stores, `SELECT serial FROM units WHERE state = '${fate}' ORDER BY ordinal`);
    expect(lists.filter((list) => list.fate === fate).flatMap((list) => list.serials)).toEqual(serials);
    expect(drawn?.[fate]).toBe(serials.length);
  }
  const { gtin, companyPrefix } = order;
  const commissioned = column(stores, "SELECT serial FROM units WHERE state = 'commissioned' ORDER BY settled");
  const told = [...packed(stores).values()].flat().filter((epc) => epc.includes(':sgtin:'));
  expect(told).toEqual(commissioned.map((serial) => sgtinUrn({ gtin, companyPrefix, serial: String(serial) })));
  const tally = stores.journal.tally(1);
  expect(reports[0]).toMatchObject({
    report: {
      printed: order.quantity,
      commissioned: tally.commissioned,
      rejected: tally.rejected,
      sampled: tally.sampled,
      unaccounted: 0,
    },
  });
}

function checkWorld(stores: Stores, world: FakeWorld): void {
  const commissioned = column(stores, "SELECT serial FROM units WHERE state = 'commissioned' ORDER BY settled");
  const badPassed = column(stores, "SELECT detail FROM alarms WHERE code = 'bad-pack-passed'");
  const passed = serialsOf(world, 'passed');
  if (badPassed.length === 0) expect(passed).toEqual(commissioned);
  else expect(commissioned.every((serial) => passed.includes(String(serial)))).toBe(true);
  expect(passed.length - commissioned.length).toBeLessThanOrEqual(badPassed.length);
  if (!world.cartons.some(({ fault }) => fault === 'trigger doubled')) {
    expect(column(stores, "SELECT detail FROM alarms WHERE code = 'counts-disagree'")).toEqual([]);
  }
  const sampled = column(stores, "SELECT serial FROM units WHERE state = 'sampled' ORDER BY settled");
  expect(serialsOf(world, 'sampled')).toEqual(sampled);
}

const orders = fc
  .record({
    quantity: fc.integer({ min: 1, max: 40 }),
    unitsPerCase: fc.integer({ min: 1, max: 7 }),
    casesPerPallet: fc.integer({ min: 1, max: 3 }),
    sampleEvery: fc.integer({ min: 0, max: 6 }),
  })
  .map(anOrder);
const faults = fc.constantFrom<FakeFault[]>(
  'no read',
  'bad grade',
  'read lost',
  'read doubled',
  'foreign code',
  'label doubled',
  'label lost',
  'taken out',
  'trigger doubled',
  'verdict ignored',
  'bad pack passes',
);
const worlds = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 45 }), faults), { maxLength: 6 })
  .map((list) => new Map(list));
const deaths = fc.array(fc.integer({ min: 1, max: 150 }), { maxLength: 5 });

describe('whatever goes wrong', () => {
  test('every serial has exactly one fate, the cases hold what passed the gate, and the report adds up', async () => {
    await fc.assert(
      fc.asyncProperty(orders, worlds, deaths, async (order, wrong, dies) => {
        const { directory, remove } = temporary();
        const world = new FakeWorld(wrong);
        const stores = await runThrough(directory, order, world, dies);
        try {
          checkBooks(stores, order);
          checkMessages(stores, order);
          checkWorld(stores, world);
        } finally {
          stores.db.close();
          remove();
        }
      }),
      { numRuns: 30 },
    );
  }, 240_000);
});
