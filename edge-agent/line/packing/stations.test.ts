import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../store/database.ts';
import { anOrder, assign, type Stores, storesOf, temporary } from '../../testing/builders.ts';
import { FakeStations } from '../../testing/fake-stations.ts';
import { FakeWorld } from '../../testing/fake-world.ts';
import { atBench, signature, toldBy } from '../../testing/hand-bench.ts';
import { aLevel, aRecipe, labelCode, packsIn } from '../../testing/packing-bench.ts';
import { reached } from '../../testing/reached.ts';
import { limits } from '../limits.ts';
import { Line } from '../line.ts';
import { confirmLayer } from '../manual/confirm-layer.ts';
import { reprintLabel } from '../manual/reprint-label.ts';

const place = { readPoint: 'urn:epc:id:sgln:9521234.00001.1', bizLocation: 'urn:epc:id:sgln:9521234.00001.0' };
const GTIN = '09521234000013';
let home: ReturnType<typeof temporary>;
let stores: Stores;
let line: Line;
let stations: FakeStations;
let world: FakeWorld;
let done: Promise<void>;
beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
});
afterEach(async () => {
  line.stop();
  await done;
  stores.db.close();
  home.remove();
});

type Wishes = Omit<ConstructorParameters<typeof FakeStations>[1], 'packsPerLayer' | 'layersPerCase'>;
function begin(quantity: number, wishes: Wishes = {}, levels = [aLevel()]): void {
  assign(stores, anOrder({ quantity }), aRecipe(levels));
  world = new FakeWorld();
  stations = new FakeStations(world, { ...wishes, packsPerLayer: 3, layersPerCase: 2 });
  run(stations.connect());
}
function run(machine: ReturnType<FakeStations['connect']>): void {
  line = new Line({
    ...stores,
    line: 'line-1',
    place,
    machine,
    limits: v.parse(limits, { silenceMs: 10_000, settleMs: 30, watchMs: 5, labelMs: 300 }),
    now: Date.now,
    posted: () => undefined,
    log: () => undefined,
  });
  done = line.work();
}

const isClosed = () => stores.batches.in('closed').length > 0;
const alarmCodes = () => line.alarms.open().map(({ code }) => code);
/** Lets everything move until a condition holds. */
const until = (holds: () => boolean) =>
  reached(() => {
    stations.turn();
    return holds();
  });

/** What the records say of each case against what lies in it. */
function checkCases(): void {
  for (const { packs, label } of stations.cases) {
    const serials = packs.map(({ label: on }) => on?.elements.find(({ ai }) => ai === '21')?.value ?? '').sort();
    const held = serials.map((serial) => packsIn(stores.db).find(GTIN, serial)?.container);
    const container = stores.containers.get(held[0] ?? 0);
    expect(new Set(held).size).toBe(1);
    expect(label).toBe(labelCode(container.epc ?? ''));
    expect(stores.containers.holds(container)).toBe(serials.length);
  }
}

describe('a line that packs in layers', () => {
  test('makes a batch into labelled cases, the last of them short, and closes it by itself', async () => {
    begin(20);
    await until(isClosed);
    checkCases();
    expect(stations.cases.map(({ packs }) => packs.length)).toEqual([6, 6, 6, 2]);
    expect(stores.containers.of(1).map(({ partial, state }) => [partial, state])).toEqual([
      ...Array(3).fill([false, 'closed']),
      [true, 'closed'],
    ]);
    expect(toldBy(stores).filter(({ type }) => type === 'AggregationEvent')).toHaveLength(4);
  });

  test('holds a layer of which it cannot see all, and goes on when another picture shows them', async () => {
    begin(12, { pictures: { 2: 'one hidden' } });
    await until(() => alarmCodes().includes('layer-refused'));
    expect(line.alarms.open()[0]?.detail).toBe('picture 2: 2 codes in place of 3');
    stations.lookAgain();
    await until(isClosed);
    checkCases();
  });

  test('stops when a case bears another label, and goes on when its own was printed again and scanned', async () => {
    begin(12, { labels: { 2: 'the last one again' } });
    await until(() => alarmCodes().includes('label-mismatch'));
    expect(line.alarms.stopsLine()).toBe(true);
    const [waiting] = stores.containers.in(1, 'labelled');
    reprintLabel(atBench(stores), { container: waiting?.container ?? 0 }, signature);
    const right = labelCode(waiting?.epc ?? '');
    const [, second] = stations.cases;
    if (second !== undefined) second.label = right;
    stations.scan(right);
    line.acknowledge('olga');
    await until(isClosed);
    checkCases();
  });

  test('takes a short layer in which something may hide only when a person has counted it and signed', async () => {
    begin(8, { hidden: 1 });
    await until(() => alarmCodes().includes('layer-refused'));
    expect(line.alarms.open()[0]?.detail).toContain('the packer counted 3 where 2 codes are seen');
    expect(line.awaited()?.else[0]).toContain('has to be counted, or put right: 2 codes are seen');
    line.acknowledge('olga');
    confirmLayer(atBench(stores), { packs: 2, layer: line.run?.packing.shortLayer }, signature);
    line.changed(1);
    await until(isClosed);
    checkCases();
    expect(stores.acts.of(1)).toMatchObject([{ kind: 'confirm-layer', body: { packs: 2, counted: 3 } }]);
  });

  test.each([6, 40])('notices a scanner that is there and never says anything: of %i packs', async (quantity) => {
    begin(quantity, { scanner: 'silent' });
    await until(() => alarmCodes().includes('scanner-silent'));
    expect(line.alarms.open()).toContainEqual(
      expect.objectContaining({
        code: 'scanner-silent',
        stops: true,
        detail: expect.stringContaining(stores.containers.get(1).epc ?? ''),
        remedy: expect.stringContaining('scan its label by hand'),
      }),
    );
    const scanned = () => {
      for (const { epc } of stores.containers.in(1, 'labelled')) stations.scan(labelCode(epc ?? ''));
      if (line.alarms.stopsLine()) line.acknowledge('olga');
      return isClosed();
    };
    await until(scanned);
    checkCases();
  });

  test('does not end a batch before every label was read back', async () => {
    begin(6, { labels: { 1: 'lost' } });
    await until(() => alarmCodes().includes('label-unread'));
    line.acknowledge('olga');
    await until(() => line.state === 'Completing');
    const epc = stores.containers.of(1)[0]?.epc ?? '';
    await until(() => line.awaited()?.else[0] === `the label of case ${epc} has to be read back`);
    expect(stores.batches.in('closed')).toEqual([]);
    stations.scan(labelCode(epc));
    await until(isClosed);
  });

  test('has a person put its cases onto pallets by scanning them', async () => {
    begin(12, {}, [aLevel(), aLevel({ level: 'pallet', count: 2, read: 'handheld', perPicture: undefined })]);
    await until(() => stores.containers.loose(1, 'case').length === 2);
    for (const { epc } of stores.containers.loose(1, 'case')) stations.scan(labelCode(epc));
    await until(() => stores.containers.in(1, 'labelled', 'pallet').length === 1);
    stations.scan(stations.takeLabel() ?? '');
    await until(isClosed);
    expect(stores.containers.outermost(1)).toEqual(stores.containers.loose(1, 'pallet').map(({ epc }) => epc));
  });

  test('started again in the middle of a case goes on with it', async () => {
    begin(12);
    await until(() => stores.containers.in(1, 'open').length === 1);
    line.stop();
    await done;
    run(stations.connect());
    await until(isClosed);
    checkCases();
  });
});

test('a recipe that wants what the line does not have stops it, and says what', async () => {
  assign(stores, anOrder(), aRecipe([aLevel()]));
  world = new FakeWorld();
  stations = new FakeStations(world, { packsPerLayer: 3, layersPerCase: 2 });
  run(world.connect());
  await until(() => alarmCodes().includes('no-station'));
  expect(line.alarms.open()[0]?.detail).toBe(
    'a case wants a camera or scanner that reads layer (/levels/0/read of the recipe)',
  );
  expect(world.cartons).toEqual([]);
});
