import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Order } from '#shared/messages/site-api.ts';
import { openDatabase } from '../store/database.ts';
import { anOrder, assign, type Stores, storesOf, temporary } from '../testing/builders.ts';
import { FakeWorld } from '../testing/fake-world.ts';
import { lineAtWork } from '../testing/line-at-work.ts';
import { reached } from '../testing/reached.ts';
import type { PersonsCommand } from './by-hand.ts';
import type { Line } from './line.ts';

let home: ReturnType<typeof temporary>;
let stores: Stores;
let world: FakeWorld;
let line: Line;
let done: Promise<void>;
const states: string[] = [];

beforeEach(() => {
  home = temporary();
  stores = storesOf(openDatabase(home.directory));
  world = new FakeWorld();
  states.length = 0;
  start();
});
afterEach(async () => {
  line.stop();
  await done;
  stores.db.close();
  home.remove();
});

function start(): void {
  line = lineAtWork(stores, world, states);
  done = line.work();
}

async function restart(): Promise<void> {
  line.stop();
  await done;
  start();
}

/** An order comes in, with its numbers. */
function order(wanted: Partial<Order> = {}): void {
  assign(stores, anOrder(wanted));
  line.wake();
}

const command = (...given: PersonsCommand[]) => given.map((one) => line.command(one, 'olga'));
const is = (state: Line['state']) => reached(() => line.state === state);
const printed = (least: number) => reached(() => stores.journal.tally(1).printed >= least);
const closed = () => reached(() => stores.batches.in('closed').length === 1);
const batch = () => stores.batches.get(1).state;

describe('a person at a line', () => {
  test('holds it, and the packs on their way are not lost', async () => {
    order({ quantity: 60 });
    await printed(10);
    expect(command('hold')).toEqual([undefined]);
    expect(line.state).toBe('Holding');
    await is('Held');
    expect(batch()).toBe('paused');
    const { printed: sent, commissioned } = stores.journal.tally(1);
    expect(commissioned).toBe(sent);
    command('unhold');
    await closed();
    expect(stores.journal.tally(1)).toMatchObject({ printed: 60, commissioned: 60 });
  });

  test('stops it, resets it and starts it again', async () => {
    order({ quantity: 60 });
    await printed(10);
    command('stop');
    await is('Stopped');
    expect(batch()).toBe('paused');
    command('reset');
    await is('Idle');
    expect(stores.journal.tally(1).printed).toBeLessThan(60);
    command('start');
    await closed();
  });

  test('aborts it, and clears it before anything moves again', async () => {
    order({ quantity: 60 });
    await printed(10);
    command('abort');
    await is('Aborted');
    command('clear');
    await is('Stopped');
    command('reset');
    await is('Idle');
    command('start');
    await closed();
    expect(stores.journal.tally(1)).toMatchObject({ printed: 60 });
    expect(stores.journal.pending(1)).toEqual([]);
  });

  test.each(['hold', 'stop'] as const)(
    'finds it as it was left after %s when the agent was started again',
    async (how) => {
      order({ quantity: 60 });
      await printed(10);
      command(how);
      await is(how === 'hold' ? 'Held' : 'Stopped');
      const { printed: before } = stores.journal.tally(1);
      await restart();
      await is(how === 'hold' ? 'Held' : 'Stopped');
      expect(stores.journal.tally(1).printed).toBe(before);
      if (how === 'hold') command('unhold');
      else {
        command('reset');
        await is('Idle');
        command('start');
      }
      await closed();
    },
  );

  test('ends a batch before its quantity, and the report says what there is', async () => {
    order({ quantity: 400 });
    await printed(20);
    command('complete');
    await closed();
    const { printed: sent, commissioned } = stores.journal.tally(1);
    expect(sent).toBeLessThan(400);
    expect(commissioned).toBe(sent);
    const [ended] = stores.db.prepare("SELECT who, why FROM audit WHERE now = 'closing'").all();
    expect(ended).toEqual({ who: 'olga', why: 'ended before its quantity' });
  });

  test('is told what the line knows now when it does not know a command', async () => {
    await is('Idle');
    expect(line.command('unhold', 'olga')).toMatchObject({
      refused: 'conflict',
      detail: 'a line that is Idle cannot unhold',
      remedy: 'It knows start, stop, abort now.',
    });
    expect(line.command('start', 'olga')).toMatchObject({ detail: 'there is no batch to start' });
  });

  test('cannot let it go on past an alarm that nobody has acknowledged', async () => {
    order({ quantity: 400 });
    await printed(10);
    world.printer.paperOut = true;
    await is('Held');
    expect(line.command('unhold', 'olga')).toMatchObject({
      refused: 'conflict',
      detail: expect.stringContaining('paper-out'),
    });
    world.printer.paperOut = false;
    line.acknowledge('olga');
    await is('Execute');
  });

  test('has it repaired in Maintenance, in which no batch starts, also not after a restart', async () => {
    await is('Idle');
    expect(line.setMode('Maintenance', 'egon')).toBeUndefined();
    order();
    await restart();
    await is('Stopped');
    command('reset');
    await is('Idle');
    expect(line.command('start', 'olga')).toMatchObject({ detail: 'the line is in Maintenance' });
    line.setMode('Produce', 'egon');
    command('start');
    await closed();
  });

  test('changes no mode while the line runs', async () => {
    order({ quantity: 400 });
    await printed(10);
    expect(line.setMode('Manual', 'egon')).toMatchObject({ refused: 'conflict', remedy: 'Stop the line first.' });
  });

  test('who releases the emergency stop has started nothing', async () => {
    order({ quantity: 400 });
    await printed(10);
    world.flags.estop = true;
    await is('Aborted');
    world.flags.estop = false;
    expect(line.command('clear', 'olga')).toMatchObject({ detail: expect.stringContaining('e-stop') });
    line.acknowledge('olga');
    await restart();
    await is('Stopped');
    command('reset');
    await is('Idle');
    command('start');
    await is('Execute');
  });
});

describe('a line', () => {
  test('waits by itself while nobody takes its packs away, and goes on by itself', async () => {
    order({ quantity: 200 });
    await printed(10);
    world.flags.blocked = true;
    await is('Suspended');
    expect(batch()).toBe('paused');
    const { printed: before } = stores.journal.tally(1);
    world.flags.blocked = false;
    await closed();
    expect(before).toBeLessThan(200);
    expect(stores.journal.tally(1)).toMatchObject({ printed: 200, commissioned: 200 });
    expect(states).toContain('Unsuspending');
    expect(line.alarms.open()).toEqual([]);
  });

  test('does not start without every number it will need', async () => {
    assign(stores, anOrder());
    stores.db.exec("UPDATE blocks SET used = used + 2 WHERE pool = 'serials'");
    line.wake();
    await is('Held');
    expect(line.alarms.open()).toMatchObject([
      { code: 'serials-out', detail: '2 of serials missing for order order-1' },
    ]);
    expect(stores.journal.tally(1).printed).toBe(0);
  });

  test('stands when it has no number left, and loses nothing', async () => {
    order({ quantity: 60 });
    await printed(10);
    stores.db.exec("UPDATE blocks SET used = last + 1, fetched = last + 1 WHERE pool = 'serials'");
    await is('Held');
    expect(line.alarms.open().map(({ code }) => code)).toContain('serials-out');
    expect(stores.journal.pending(1)).toEqual([]);
  });

  test('begins no batch on what another has left open', async () => {
    await is('Idle');
    command('stop');
    await is('Stopped');
    order({ order: 'before' });
    stores.db.exec("UPDATE batches SET state = 'closed'");
    stores.db.exec("INSERT INTO containers (batch, level, state) VALUES (1, 'case', 'open')");
    order({ order: 'next' });
    command('reset');
    await is('Idle');
    command('start');
    await is('Held');
    expect(line.alarms.open()).toMatchObject([
      { code: 'not-cleared', detail: 'case 1 of batch 1 is open with 0 in it' },
    ]);
    expect(stores.batches.get(2).state).toBe('clearance');
  });
});
