import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { openCamera } from '../../edge-agent/devices/simulated/camera.ts';
import { type SimulatedLine, startLine } from '../../edge-agent/devices/simulated/line.ts';
import { type Random, randomStream } from '../../edge-agent/devices/simulated/random.ts';
import { openDatabase } from '../../edge-agent/store/database.ts';
import { text } from '../../edge-agent/store/row.ts';
import { anOrder, assign, storesOf, temporary } from '../../edge-agent/testing/builders.ts';
import { standardRecipe } from '../../shared/line/standard-recipe.ts';
import { differences } from './differences.ts';
import { type Drivers, drawDrivers, freePorts, gateFor, namesOf, printedBy } from './drivers.ts';
import { type Power, power } from './power/power.ts';
import { wronglySummed } from './report-sums.ts';
import type { BatchResult } from './run-batch.ts';
import { wronglyTold } from './told-events.ts';

const QUANTITY = 120;
/** Lives of the process in one batch, but for the last; each ends by kill -9. */
const KILLS = 4;
const PATIENCE_MS = 120_000;
/** Every so many lives the disk is full for a while. */
const FULL_SHARE = 0.4;

/** The same with the power of the machine: what was not brought to the disk is lost each time. */
export const runPowerless = (seed: number): Promise<BatchResult> => runKilled(seed, power);

/** Runs one batch in a process that is killed again and again, at moments that follow from the seed as far as time lets them. */
export async function runKilled(seed: number, cut?: (data: string) => Power): Promise<BatchResult> {
  const random = randomStream(seed, 'kills');
  const home = temporary();
  const before = openDatabase(home.directory);
  const drivers = drawDrivers(randomStream(seed, 'drivers'));
  const order = anOrder({ quantity: QUANTITY, unitsPerCase: 5, casesPerPallet: 3, sampleEvery: 17 });
  assign(storesOf(before), order, printedBy(standardRecipe(order), drivers.printer));
  before.close();
  const supply = cut?.(home.directory);
  const world = await startLine({
    host: '127.0.0.1',
    ports: freePorts(drivers),
    drivers,
    gateAt: gateFor(drivers),
    cartonsPerMinute: 1_800,
    seed,
    faults: { voidRate: 0.05 },
    camera: await openCamera(),
  });
  try {
    const lives: string[] = [];
    const begin = (full: string) => start(world, drivers, home.directory, full, supply?.env);
    for (let kill = 1; kill <= KILLS; kill++) {
      const life = await liveAndDie(world, begin, random, kill);
      lives.push(supply?.fail() === true ? `${life}, with loss` : life);
    }
    const last = begin('');
    const gone = once(last, 'exit');
    const [code] = await Promise.race([gone, sleep(PATIENCE_MS, ['no end'], { ref: false })]);
    last.kill('SIGKILL');
    // Its database is its own until it is gone.
    await gone;
    return { ...judged(world, home.directory, code), seed, drivers: namesOf(drivers), planted: lives };
  } finally {
    await world.close();
    supply?.remove();
    home.remove();
  }
}

/** One life: until so many cartons have entered, and some milliseconds more. */
async function liveAndDie(
  world: SimulatedLine,
  begin: (full: string) => ChildProcess,
  random: Random,
  kill: number,
): Promise<string> {
  const entered = Math.floor(((kill - 0.5 + random() * 0.6) * QUANTITY) / (KILLS + 1));
  const more = random() * 60;
  const full = random() < FULL_SHARE ? String(Math.floor(300 + random() * 500)) : '';
  const child = begin(full);
  const gone = once(child, 'exit');
  const giveUp = performance.now() + PATIENCE_MS;
  while (world.ledger().cartons.length < entered && performance.now() < giveUp && child.exitCode === null)
    await sleep(2);
  await sleep(more);
  child.kill('SIGKILL');
  await gone;
  return `killed after ${entered} cartons${full === '' ? '' : ' and a full disk'}`;
}

function start(
  { ports }: SimulatedLine,
  drivers: Drivers,
  data: string,
  full: string,
  env: NodeJS.ProcessEnv = {},
): ChildProcess {
  const script = new URL('line-process.ts', import.meta.url).pathname;
  const at = [ports.printer, ports.reader, ports.plc, ports.readerResults ?? 0].join(',');
  const speak = ['--ports', at, '--drivers', namesOf(drivers)];
  const args = [script, '--data', data, ...speak, ...(full === '' ? [] : ['--full', full])];
  return spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...env } });
}

function judged(world: SimulatedLine, data: string, code: unknown): Omit<BatchResult, 'seed' | 'drivers' | 'planted'> {
  const db = openDatabase(data);
  try {
    const ledger = world.ledger();
    const alarms = db
      .prepare('SELECT DISTINCT code FROM alarms')
      .all()
      .map((row) => text(row, 'code'));
    const wrong =
      code === 0
        ? [...differences(db, ledger, new Set()), ...wronglySummed(db, ledger, new Set()), ...wronglyTold(db)]
        : [`the last life ended with ${code}`];
    return { cartons: ledger.cartons.length, alarms, wrong };
  } finally {
    db.close();
  }
}
