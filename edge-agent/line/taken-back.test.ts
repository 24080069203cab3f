import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { standardRecipe } from '#shared/line/standard-recipe.ts';
import { takeBack } from '../site/orders/take-back.ts';
import { openDatabase } from '../store/database.ts';
import { anOrder, assign, at, type Stores, storesOf, temporary } from '../testing/builders.ts';
import { FakeWorld } from '../testing/fake-world.ts';
import { reached } from '../testing/reached.ts';
import { limits } from './limits.ts';
import { Line } from './line.ts';

let home: ReturnType<typeof temporary>;
let stores: Stores;
let line: Line;
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

const signature = { by: 'lena', name: 'Lena', meaning: 'taken back', reason: 'it has no jobs', at, offset: '+00:00' };

/** A line whose camera has no jobs, and a batch that wants one: so it is once a camera was replaced. */
function begin(camera: { job?: string }): void {
  assign(stores, anOrder({ quantity: 4 }), { ...standardRecipe(anOrder()), camera });
  assign(stores, anOrder({ order: 'order-2', quantity: 4 }));
  const machine = new FakeWorld().connect();
  line = new Line({
    ...stores,
    line: 'line-1',
    place: { readPoint: 'urn:epc:id:sgln:9521234.00001.1', bizLocation: 'urn:epc:id:sgln:9521234.00001.0' },
    machine: {
      ...machine,
      reader: Object.assign(machine.reader, { cannotTake: (job: string) => `job ${job}: no jobs` }),
    },
    limits: v.parse(limits, { settleMs: 30, watchMs: 5 }),
    now: Date.now,
    posted: () => undefined,
    log: () => undefined,
  });
  done = line.work();
}
const needs = () => ({
  ...stores,
  stands: () => line.state === 'Held',
  refresh: () => undefined,
  assigned: () => line.wake(),
});

test('a batch that its line cannot carry out stands with the cause named, and once it is taken back the next one runs', async () => {
  begin({ job: 'CARTON' });
  await reached(() => line.state === 'Held');
  expect(line.alarms.open()).toMatchObject([
    { code: 'no-station', detail: expect.stringContaining('job CARTON: no jobs (/camera/job of the recipe)') },
  ]);
  line.acknowledge('otto');
  await reached(() => line.state === 'Held' && line.alarms.open().length > 0);
  expect(takeBack(needs(), stores.batches.get(1), 'cancel', signature)).toBeUndefined();
  expect(stores.batches.get(1).state).toBe('cancelled');
  line.acknowledge('otto');
  await reached(() => stores.batches.in('closed').length > 0);
  expect(stores.batches.in('closed')).toMatchObject([{ order: { order: 'order-2' } }]);
});

test('a batch that is taken back to be prepared anew runs by its new recipe', async () => {
  begin({ job: 'CARTON' });
  await reached(() => line.state === 'Held');
  expect(takeBack(needs(), stores.batches.get(1), 'prepare', signature)).toBeUndefined();
  stores.batches.assign(stores.batches.get(1), standardRecipe(anOrder()), at);
  line.acknowledge('otto');
  await reached(() => stores.batches.in('closed').length === 2);
  expect(stores.batches.in('closed')).toMatchObject([{ recipe: { camera: {} } }, { order: { order: 'order-2' } }]);
});
