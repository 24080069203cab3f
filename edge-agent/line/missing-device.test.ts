import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Health } from '../devices/device.ts';
import { openDatabase } from '../store/database.ts';
import { anOrder, assign, type Stores, storesOf, temporary } from '../testing/builders.ts';
import { FakeWorld } from '../testing/fake-world.ts';
import { LINE } from '../testing/line-at-work.ts';
import { reached } from '../testing/reached.ts';
import { limits } from './limits.ts';
import { Line } from './line.ts';

const place = { readPoint: 'urn:epc:id:sgln:9521234.00001.1', bizLocation: 'urn:epc:id:sgln:9521234.00001.0' };
let home: ReturnType<typeof temporary>;
let stores: Stores;
let line: Line;
let printer: Health;
let done: Promise<void>;
beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  assign(stores, anOrder({ quantity: 40 }));
});
afterEach(async () => {
  line.stop();
  await done;
  stores.db.close();
  home.remove();
});

/** A line whose printer stands as a test says. */
function begin(health: Health, deviceMs = 20): void {
  printer = health;
  const machine = new FakeWorld().connect();
  line = new Line({
    ...stores,
    line: LINE,
    place,
    machine: { ...machine, printer: { ...machine.printer, health: () => printer } },
    limits: v.parse(limits, { silenceMs: 10_000, settleMs: 30, watchMs: 5, deviceMs }),
    now: Date.now,
    posted: () => undefined,
    log: () => undefined,
  });
  done = line.work();
}
const isClosed = () => stores.batches.in('closed').length === 1;

test('a line that starts without its printer says so, and goes on when it has come and somebody has acknowledged', async () => {
  begin('connecting');
  await reached(() => line.alarms.stopsLine());
  expect(line.alarms.open()).toMatchObject([
    { code: 'device-lost', detail: 'printer connecting', remedy: expect.stringContaining('power and network') },
  ]);
  printer = 'up';
  await reached(() => line.state === 'Held');
  line.acknowledge('otto');
  await reached(isClosed);
});

test('a line that waits for its printer is stopped by a person, and starts when it is there', async () => {
  begin('refused');
  await reached(() => line.state === 'Holding');
  expect(line.command('stop', 'otto')).toBeUndefined();
  await reached(() => line.state === 'Stopped');
  expect(line.alarms.open().map(({ detail }) => detail)).toContain('printer refused: the zone was not run empty');
  printer = 'up';
  line.acknowledge('otto');
  line.command('reset', 'otto');
  await reached(() => line.state === 'Idle');
  expect(line.command('start', 'otto')).toBeUndefined();
  await reached(isClosed);
});

test('a printer that was gone for less than its time is nobody’s trouble', async () => {
  begin('connecting', 60_000);
  await reached(() => line.state === 'Starting');
  printer = 'up';
  await reached(isClosed);
  expect(line.alarms.open()).toEqual([]);
});
