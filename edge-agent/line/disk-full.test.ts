import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type LotReport, lineMessage } from '#shared/messages/agent-to-cloud.ts';
import { openDatabase } from '../store/database.ts';
import { anOrder, assign, type Stores, storesOf, temporary } from '../testing/builders.ts';
import { FakeWorld } from '../testing/fake-world.ts';
import { LINE } from '../testing/line-at-work.ts';
import { reached } from '../testing/reached.ts';
import { limits } from './limits.ts';
import { Line } from './line.ts';

const place = { readPoint: 'urn:epc:id:sgln:9521234.00001.1', bizLocation: 'urn:epc:id:sgln:9521234.00001.0' };
const QUANTITY = 40;
let home: ReturnType<typeof temporary>;
let stores: Stores;
let full: string | undefined;
let line: Line;
let done: Promise<void>;
beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  assign(stores, anOrder({ quantity: QUANTITY }));
  line = new Line({
    ...stores,
    line: LINE,
    place,
    machine: new FakeWorld().connect(),
    limits: v.parse(limits, { silenceMs: 10_000, settleMs: 30, watchMs: 5 }),
    now: Date.now,
    posted: () => undefined,
    diskFull: () => full,
    log: () => undefined,
  });
});
afterEach(async () => {
  line.stop();
  await done;
  stores.db.close();
  home.remove();
});
function lastReport(): LotReport | undefined {
  const { outbox } = stores;
  const { sequence = 0 } = outbox.newest(LINE) ?? {};
  const message = v.parse(lineMessage, JSON.parse(outbox.body(LINE, sequence)));
  return message.kind === 'lot-report' ? message.report : undefined;
}
const isClosed = () => stores.batches.in('closed').length === 1;

test('a line does not start when there is no room for its records, and packs the whole batch when there is', async () => {
  full = 'the 1,000 MB that the site may take are used up';
  done = line.work();
  await reached(() => line.state === 'Held');
  expect(line.alarms.open()).toMatchObject([
    { code: 'disk-full', stops: true, detail: full, remedy: expect.stringContaining('make room') },
  ]);
  line.acknowledge('otto');
  await reached(() => line.alarms.stopsLine());
  expect(stores.journal.tally(1).printed).toBe(0);
  full = undefined;
  await reached(() => line.state === 'Held');
  line.acknowledge('otto');
  await reached(isClosed);
  expect(stores.journal.tally(1)).toMatchObject({ printed: QUANTITY, commissioned: QUANTITY });
});

test('a running line comes to a stand with every pack recorded, and goes on when there is room again', async () => {
  done = line.work();
  await reached(() => stores.journal.tally(1).printed > 4);
  full = 'no room';
  await reached(() => line.state === 'Held' || isClosed());
  full = undefined;
  line.acknowledge('otto');
  await reached(isClosed);
  expect(lastReport()).toMatchObject({ printed: QUANTITY, unaccounted: 0 });
});
