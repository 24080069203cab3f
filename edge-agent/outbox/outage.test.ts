import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporary } from '../testing/builders.ts';
import { Outage, type OutageSettings } from '../testing/outage.ts';

const HOURS = 1;
const plant: Omit<OutageSettings, 'directory'> = {
  lines: 8,
  packsAMinute: 600,
  packsInCase: 100,
  casesOnPallet: 20,
  hoursOfLot: 0.4,
};

let home: ReturnType<typeof temporary>;
let outage: Outage;
beforeEach(() => {
  home = temporary();
});
afterEach(() => {
  outage.stop();
  home.remove();
});

test('eight lines go on for an hour without the cloud, and it has every event once soon after', async () => {
  outage = new Outage({ ...plant, directory: home.directory, astray: { lost: 37, doubled: 41, unanswered: 43 } });
  const { repository, stores } = outage;
  const before = outage.disk().usedBytes;
  repository.up = false;
  outage.produce(HOURS);
  // No line has waited: each case was on disk when it was closed.
  expect([outage.recorded, outage.due]).toEqual([2_880, 2_880]);
  expect(repository.publishes).toBe(0);
  const waiting = outage.disk();
  expect(waiting.messages).toBeGreaterThan(350);
  // What waits takes the disk that its bytes need, and little more.
  expect(waiting.usedBytes - before).toBeLessThan(1.6 * waiting.messageBytes);

  repository.up = true;
  const drained = await outage.drain();
  expect((HOURS + drained) / drained).toBeGreaterThan(20);
  await outage.finish();
  expect(repository.events).toBe(outage.told);
  expect([repository.doubled, repository.changed]).toEqual([[], []]);
  expect(repository.publishes).toBeGreaterThan(repository.messages);
  // The bytes of an event on their way, against what they say.
  expect(repository.sentBytes).toBeLessThan(repository.textBytes / 3);
  expect(outage.disk().usedBytes).toBeLessThan(before + waiting.messageBytes / 4);
  expect(stores.outbox.depth()).toBe(0);
}, 60_000);

test('what is packed after an outage does not wait for the whole backlog, which goes on meanwhile', async () => {
  outage = new Outage({ ...plant, directory: home.directory, lines: 2, hoursOfLot: 0.45 });
  const { repository, stores } = outage;
  repository.up = false;
  outage.produce(HOURS);
  repository.up = true;
  const newest = stores.outbox.newest('line-1')?.sequence ?? 0;
  const oldest = stores.outbox.waiting('line-1', 1)[0]?.sequence ?? 0;
  let seconds = 0;
  while (!repository.came.get('line-1')?.includes(newest)) {
    if (seconds++ > 600) throw new Error('it never came');
    outage.pass(1);
  }
  expect(stores.outbox.depth()).toBeGreaterThan(100);
  expect(repository.came.get('line-1')).toContain(oldest);
  await outage.finish();
  expect(repository.events).toBe(outage.told);
}, 60_000);
