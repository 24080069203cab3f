import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lineMessage } from '#shared/messages/agent-to-cloud.ts';
import { openDatabase } from '../store/database.ts';
import { anOrder, assign, type Stores, serial, storesOf, temporary } from '../testing/builders.ts';
import { type FakeFault, FakeWorld } from '../testing/fake-world.ts';
import { reached } from '../testing/reached.ts';
import { limits } from './limits.ts';
import { Line } from './line.ts';

const place = { readPoint: 'urn:epc:id:sgln:9521234.00001.1', bizLocation: 'urn:epc:id:sgln:9521234.00001.0' };
/** Silence is told by the clock: only a test that waits for it makes it short, or a busy machine would be heard as a jam. */
const patient = v.parse(limits, { silenceMs: 10_000, settleMs: 30, watchMs: 5 });
const quick = { ...patient, silenceMs: 300 };

let home: ReturnType<typeof temporary>;
let stores: Stores;
let states: string[];
beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  states = [];
});
afterEach(() => {
  if (stores.db.isOpen) stores.db.close();
  home.remove();
});

function lineIn(world: FakeWorld, within = patient): Line {
  const log = (code: string, { state }: Readonly<Record<string, unknown>>) => {
    if (code === 'line-state') states.push(String(state));
  };
  const machine = world.connect();
  return new Line({
    ...stores,
    line: 'line-1',
    place,
    machine,
    limits: within,
    now: Date.now,
    posted: () => undefined,
    log,
  });
}

const faulty = (faults: Record<number, FakeFault>) =>
  new FakeWorld(new Map(Object.entries(faults).map(([carton, fault]) => [Number(carton), fault])));

async function runToEnd(line: Line, acknowledge: (codes: string[]) => void = () => undefined): Promise<void> {
  const done = line.work();
  await reached(() => {
    if (line.state === 'Held') {
      acknowledge(line.alarms.open().map(({ code }) => code));
      line.acknowledge('tester');
    }
    return stores.batches.in('closed').length > 0;
  });
  line.stop();
  await done;
}
const messages = () =>
  stores.outbox
    .waiting('line-1', 1000)
    .map(({ sequence }) => v.parse(lineMessage, JSON.parse(stores.outbox.body('line-1', sequence))));
const reportOf = () => messages().find((message) => message.kind === 'lot-report')?.report;

describe('a line', () => {
  test('makes an order into cases and pallets and reports that every serial has its fate', async () => {
    assign(stores, anOrder({ quantity: 14, unitsPerCase: 4, casesPerPallet: 2 }));
    await runToEnd(lineIn(new FakeWorld()));
    expect(reportOf()).toMatchObject({
      printed: 14,
      commissioned: 14,
      rejected: 0,
      sampled: 0,
      unaccounted: 0,
      cases: 4,
      pallets: 2,
    });
    expect(reportOf()?.shippable).toHaveLength(2);
  });

  test('goes through the states of PackML', async () => {
    assign(stores, anOrder());
    await runToEnd(lineIn(new FakeWorld()));
    expect(states).toEqual([
      ...['Resetting', 'Idle', 'Starting', 'Execute', 'Completing', 'Complete'],
      ...['Resetting', 'Idle', 'Stopping', 'Stopped'],
    ]);
  });

  test('tells the cloud of a case only with all its units commissioned in the same document', async () => {
    assign(stores, anOrder({ quantity: 4, unitsPerCase: 4 }));
    await runToEnd(lineIn(new FakeWorld()));
    const [first] = messages();
    expect(first).toMatchObject({
      kind: 'epcis',
      owner: 'acme-pharma',
      document: {
        epcisBody: {
          eventList: [
            {
              type: 'ObjectEvent',
              bizStep: 'commissioning',
              ilmd: { 'cbvmda:lotNumber': 'LOT42', 'cbvmda:itemExpirationDate': '2028-06-30' },
            },
            { type: 'ObjectEvent', bizStep: 'commissioning' },
            { type: 'AggregationEvent', action: 'ADD', bizStep: 'packing' },
            // The pallet it stands on.
            { type: 'ObjectEvent', bizStep: 'commissioning' },
            { type: 'AggregationEvent', action: 'ADD', bizStep: 'packing' },
          ],
        },
      },
    });
  });

  test('tells of cases together, and of a full pallet at once', async () => {
    assign(stores, anOrder({ quantity: 24, unitsPerCase: 4, casesPerPallet: 4 }));
    await runToEnd(lineIn(new FakeWorld()));
    const eventsOf = v.object({ epcisBody: v.object({ eventList: v.array(v.unknown()) }) });
    const sizes = messages().map((one) =>
      one.kind === 'epcis' ? v.parse(eventsOf, one.document).epcisBody.eventList.length : 'report',
    );
    // Four cases and their pallet, then the two that are left and theirs.
    expect(sizes).toEqual([4 * 3 + 2, 2 * 3 + 2, 'report']);
  });

  test('leaves nothing untold when it stops for a person', async () => {
    assign(stores, anOrder({ quantity: 400, unitsPerCase: 4, casesPerPallet: 90 }));
    const world = new FakeWorld();
    const line = lineIn(world);
    const done = line.work();
    await reached(() => stores.outbox.gathering() > 1);
    world.printer.paperOut = true;
    await reached(() => line.state === 'Held' && stores.outbox.gathering() === 0);
    expect(messages().length).toBeGreaterThan(0);
    line.stop();
    await done;
  });

  test('sends every n-th good unit to quality assurance and never commissions it', async () => {
    assign(stores, anOrder({ quantity: 12, sampleEvery: 5 }));
    await runToEnd(lineIn(faulty({ 2: 'no read' })));
    expect(reportOf()).toMatchObject({ printed: 12, commissioned: 9, sampled: 2, rejected: 1 });
  });

  test.each<[FakeFault, string]>([
    ['no read', 'no read'],
    ['bad grade', 'grade'],
    ['foreign code', 'foreign'],
    ['read lost', 'not read'],
    ['verdict ignored', 'rejected by the gate'],
  ])('rejects a carton with %s, and says why', async (fault, reason) => {
    assign(stores, anOrder());
    await runToEnd(lineIn(faulty({ 5: fault })));
    expect(reportOf()).toMatchObject({ printed: 12, commissioned: 11, rejected: 1, rejects: { [reason]: 1 } });
  });

  test('takes a read that comes twice for one', async () => {
    assign(stores, anOrder());
    await runToEnd(lineIn(faulty({ 5: 'read doubled' })));
    expect(reportOf()).toMatchObject({ printed: 12, commissioned: 12 });
  });

  test.each<FakeFault>(['label doubled', 'label lost', 'trigger doubled', 'taken out'])(
    'stops for a slipped buffer when a carton has its %s, and goes on in step after somebody has acknowledged',
    async (fault) => {
      assign(stores, anOrder({ quantity: 30 }));
      const seen: string[][] = [];
      const world = faulty({ 5: fault });
      await runToEnd(lineIn(world), (codes) => seen.push(codes));
      expect(seen).toHaveLength(1);
      expect(seen[0]).toContain(fault === 'label doubled' ? 'duplicate-code' : 'buffer-slip');
      expect(reportOf()).toMatchObject({ printed: 30, unaccounted: 0 });
      expect(world.cartons.filter(({ where }) => where === 'passed').length).toBe(reportOf()?.commissioned);
    },
  );

  test('stops after too many rejects in a row', async () => {
    assign(stores, anOrder({ quantity: 40 }));
    const faults = Object.fromEntries(Array.from({ length: 10 }, (_, index) => [index + 5, 'bad grade' as const]));
    const seen: string[][] = [];
    await runToEnd(lineIn(faulty(faults)), (codes) => seen.push(codes));
    expect(seen).toEqual([['consecutive-rejects']]);
  });

  test('stops when a bad pack gets past the gate, and never commissions it', async () => {
    assign(stores, anOrder({ quantity: 20 }));
    const seen: string[][] = [];
    await runToEnd(lineIn(faulty({ 5: 'bad pack passes' })), (codes) => seen.push(codes));
    expect(seen[0]).toContain('bad-pack-passed');
    expect(stores.journal.bySerial('09521234000013', serial(100_004))).toMatchObject({
      state: 'rejected',
      fate: 'passed',
    });
    expect(reportOf()).toMatchObject({ printed: 20, unaccounted: 0 });
  });

  test('stops when the last carton vanishes, and counts its unit as rejected', async () => {
    assign(stores, anOrder());
    const seen: string[][] = [];
    await runToEnd(lineIn(faulty({ 12: 'taken out' }), quick), (codes) => seen.push(codes));
    expect(seen).toEqual([['silence']]);
    expect(reportOf()).toMatchObject({ printed: 12, commissioned: 11, rejected: 0, destroyed: 1 });
  });

  test('stands while the machine says that it may not run', async () => {
    assign(stores, anOrder());
    const world = new FakeWorld();
    world.flags.guardOpen = true;
    const line = lineIn(world);
    const done = line.work();
    await reached(() => line.state === 'Held');
    expect(line.alarms.open()).toMatchObject([{ code: 'guard-open', stops: true }]);
    world.flags.guardOpen = false;
    line.acknowledge('tester');
    await reached(() => stores.batches.in('closed').length === 1);
    line.stop();
    await done;
  });

  test.each([
    ['headOpen', 'head-open'],
    ['paperOut', 'paper-out'],
    ['ribbonOut', 'ribbon-out'],
    ['paused', 'printer-paused'],
  ] as const)('stands, and wastes no serial, while the printer says %s', async (flag, code) => {
    assign(stores, anOrder());
    const world = new FakeWorld();
    world.printer[flag] = true;
    const line = lineIn(world);
    const done = line.work();
    await reached(() => line.state === 'Held');
    expect(line.alarms.open()).toMatchObject([{ code, stops: true, remedy: expect.stringContaining('then resume') }]);
    expect(stores.journal.tally(1).printed).toBe(0);
    world.printer[flag] = false;
    line.acknowledge('tester');
    await reached(() => stores.batches.in('closed').length === 1);
    line.stop();
    await done;
    expect(reportOf()).toMatchObject({ printed: 12, commissioned: 12 });
  });

  test('stops when the printer runs out in the middle of a batch', async () => {
    assign(stores, anOrder({ quantity: 400 }));
    const world = new FakeWorld();
    const line = lineIn(world);
    const done = line.work();
    await reached(() => stores.journal.tally(1).commissioned > 10);
    world.printer.paperOut = true;
    await reached(() => line.state === 'Held');
    expect(line.alarms.open()).toMatchObject([{ code: 'paper-out' }]);
    line.stop();
    await done;
  });

  test('compares the gate’s count of rejects with the records before it closes a batch', async () => {
    assign(stores, anOrder({ quantity: 40 }));
    const world = faulty({ 3: 'no read' });
    const line = lineIn(world);
    const done = line.work();
    await reached(() => stores.journal.tally(1).printed > 10);
    world.uncounted = 1;
    await reached(() => line.state === 'Held');
    expect(line.alarms.open()).toMatchObject([
      {
        code: 'counts-disagree',
        detail: 'the gate counted 39 passed, 2 rejected, 0 sampled; recorded are 39 passed, 1 rejected, 0 sampled',
      },
    ]);
    expect(stores.batches.in('closed')).toEqual([]);
    line.acknowledge('tester');
    await reached(() => stores.batches.in('closed').length === 1);
    line.stop();
    await done;
  });

  test('lets nothing pass while nothing can be recorded, and goes on when it can', async () => {
    assign(stores, anOrder({ quantity: 40 }));
    const world = new FakeWorld();
    const line = lineIn(world);
    const done = line.work();
    await reached(() => stores.journal.tally(1).commissioned > 10);
    const exec = stores.db.exec.bind(stores.db);
    stores.db.exec = (sql) => {
      if (sql === 'COMMIT') throw new Error('database or disk is full');
      exec(sql);
    };
    await reached(() => line.state === 'Aborted');
    expect(line.alarms.open()).toMatchObject([{ code: 'fault', detail: 'database or disk is full' }]);
    stores.db.exec = exec;
    line.acknowledge('tester');
    await reached(() => stores.batches.in('closed').length === 1);
    line.stop();
    await done;
    expect(reportOf()).toMatchObject({ printed: 40, unaccounted: 0 });
    expect(world.cartons.filter(({ where }) => where === 'passed')).toHaveLength(reportOf()?.commissioned ?? -1);
  });

  test('stays stopped over a restart until somebody acknowledges', async () => {
    assign(stores, anOrder());
    stores.alarms.raise('line-1', { code: 'buffer-slip', detail: 'before', stops: true }, '2026-03-01T00:00:00Z');
    const line = lineIn(new FakeWorld());
    const done = line.work();
    await reached(() => line.state === 'Held');
    expect(stores.journal.tally(1).printed).toBe(0);
    line.acknowledge('tester');
    await reached(() => stores.batches.in('closed').length === 1);
    line.stop();
    await done;
  });

  test('runs the next order when the one that it stood before was cancelled or moved away', async () => {
    const first = assign(stores, anOrder({ order: 'first' }));
    stores.alarms.raise('line-1', { code: 'buffer-slip', detail: 'before', stops: true }, '2026-03-01T00:00:00Z');
    const line = lineIn(new FakeWorld());
    const done = line.work();
    await reached(() => line.state === 'Held');
    const by = { at: '2026-03-01T00:00:01Z', why: 'no cartons', who: 'lena' };
    expect(stores.orderChanges.cancel(stores.batches.get(first.batch), by)).toBe(true);
    line.acknowledge('tester');
    await reached(() => line.state === 'Idle');
    assign(stores, anOrder({ order: 'second', lot: 'LOT43' }));
    line.wake();
    await reached(() => stores.batches.in('closed').length === 1);
    line.stop();
    await done;
    expect(stores.batches.in('cancelled')).toMatchObject([{ order: { order: 'first' } }]);
    expect(line.alarms.open()).toEqual([]);
  });

  test('runs one order after the other', async () => {
    assign(stores, anOrder({ order: 'first' }));
    assign(stores, anOrder({ order: 'second', lot: 'LOT43' }));
    const line = lineIn(new FakeWorld());
    const done = line.work();
    await reached(() => stores.batches.in('closed').length === 2);
    line.stop();
    await done;
    expect(messages().filter(({ kind }) => kind === 'lot-report')).toHaveLength(2);
  });

  test('lets the packs in the zone out when asked to stop, and goes on with the batch later', async () => {
    assign(stores, anOrder({ quantity: 60 }));
    const world = new FakeWorld();
    const first = lineIn(world);
    const done = first.work();
    await reached(() => stores.journal.tally(1).commissioned > 20);
    first.stop();
    await done;
    expect(stores.journal.pending(1)).toEqual([]);
    expect(stores.journal.tally(1).rejected).toBe(0);
    await runToEnd(lineIn(world));
    expect(reportOf()).toMatchObject({ printed: 60, commissioned: 60 });
  });
});
