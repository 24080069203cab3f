import { type ChildProcess, spawn } from 'node:child_process';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isRefusal } from '#shared/refusal.ts';
import { readConfig } from '../devices/simulated/config.ts';
import { type Simulation, startSimulation } from '../devices/simulated/simulation.ts';
import { closeMachine, openMachine } from '../open-machine.ts';
import { openDatabase } from '../store/database.ts';
import { anOrder, assign, storesOf, temporary } from '../testing/builders.ts';
import { reached } from '../testing/reached.ts';
import { limits } from './limits.ts';
import { Line } from './line.ts';

let home: ReturnType<typeof temporary>;
let simulation: Simulation;
beforeEach(async () => {
  home = temporary();
  simulation = await simulate({});
});
afterEach(async () => {
  await simulation.close();
  home.remove();
});

function simulate(ports: object): Promise<Simulation> {
  const config = readConfig({ cartonsPerMinute: 2_000, lines: [ports], faults: { voidRate: 0.05 }, seed: 7 });
  if (isRefusal(config)) throw new Error(config.detail);
  return startSimulation(config);
}

function ports() {
  const [line] = simulation.lines;
  if (line === undefined) throw new Error('no line is simulated');
  return line.ports;
}

function start(): ChildProcess {
  const { printer, reader, plc } = ports();
  const script = new URL('../testing/line-process.ts', import.meta.url).pathname;
  return spawn(process.execPath, [script, '--data', home.directory, '--ports', `${printer},${reader},${plc}`], {
    stdio: ['ignore', 'ignore', process.env['SHOW'] ? 'inherit' : 'ignore'],
  });
}

const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.once('exit', resolve));

describe('against the simulated devices', () => {
  test('a line that is killed again and again loses no unit and doubles none', async () => {
    const order = anOrder({ quantity: 300, unitsPerCase: 10, casesPerPallet: 4, sampleEvery: 50 });
    const before = openDatabase(home.directory);
    assign(storesOf(before), order);
    before.close();
    for (const cartons of [40, 90, 160, 230]) {
      const child = start();
      const gone = ended(child);
      await entered(cartons);
      child.kill('SIGKILL');
      await gone;
    }
    expect(await ended(start())).toBe(0);
    const stores = storesOf(openDatabase(home.directory));
    const tally = stores.journal.tally(1);
    expect(tally.printed).toBe(300);
    expect(tally.commissioned + tally.rejected + tally.sampled + tally.destroyed).toBe(300);
    expect(tally.packed).toBe(tally.commissioned);
    const passed = cartonsOf().filter(({ fate }) => fate === 'passed');
    const units = stores.db.prepare("SELECT serial FROM units WHERE state = 'commissioned' ORDER BY settled").all();
    expect(passed.map(({ printed }) => printed?.split('\x1d21')[1])).toEqual(units.map(({ serial }) => serial));
    stores.db.close();
  }, 120_000);

  test('a line whose machine is replaced in the middle of a batch counts from anew and ends the batch', async () => {
    const stores = storesOf(openDatabase(home.directory));
    assign(stores, anOrder({ quantity: 120, unitsPerCase: 10 }));
    const at = (port: number) => ({ host: '127.0.0.1', port });
    const { printer, reader, plc } = ports();
    const settings = {
      ...v.parse(limits, {}),
      ...place,
      line: 'line-1',
      printer: at(printer),
      reader: at(reader),
      plc: at(plc),
    };
    const machine = openMachine(settings);
    const quiet = { posted: () => undefined, log: () => undefined };
    const line = new Line({ ...stores, ...quiet, machine, place, line: 'line-1', limits: settings, now: Date.now });
    const work = line.work();
    await entered(50);
    await simulation.close();
    simulation = await simulate(ports());
    await reached(() => {
      if (line.state === 'Held') line.acknowledge('tester');
      return stores.batches.in('closed').length === 1;
    });
    line.stop();
    await work;
    await closeMachine(machine);
    const { printed, commissioned, rejected, destroyed } = stores.journal.tally(1);
    expect(printed).toBe(120);
    expect(commissioned + rejected + destroyed).toBe(120);
    expect(stores.journal.rejects(1)).not.toHaveProperty('no reason');
    expect(stores.db.prepare("SELECT detail FROM alarms WHERE code = 'counts-disagree'").all()).toEqual([]);
    stores.db.close();
  }, 60_000);
});

const place = { readPoint: 'urn:epc:id:sgln:9521234.00001.1', bizLocation: 'urn:epc:id:sgln:9521234.00001.0' };

const cartonsOf = () => simulation.lines[0]?.ledger().cartons ?? [];

async function entered(count: number): Promise<void> {
  while (cartonsOf().length < count) await new Promise((resolve) => setTimeout(resolve, 5));
}
