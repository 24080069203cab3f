import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { openCamera } from '../../edge-agent/devices/simulated/camera.ts';
import { type SimulatedLine, startLine } from '../../edge-agent/devices/simulated/line.ts';
import { type Random, randomStream } from '../../edge-agent/devices/simulated/random.ts';
import { openDatabase } from '../../edge-agent/store/database.ts';
import { text } from '../../edge-agent/store/row.ts';
import { anOrder, assign, storesOf, temporary } from '../../edge-agent/testing/builders.ts';
import { differences } from './differences.ts';
import type { BatchResult } from './run-batch.ts';
import { wronglyTold } from './told-events.ts';

const QUANTITY = 120;
/** Lives of the process in one batch, but for the last; each ends by kill -9. */
const KILLS = 4;
const PATIENCE_MS = 120_000;
/** Every so many lives the disk is full for a while. */
const FULL_SHARE = 0.4;

/** Runs one batch in a process that is killed again and again, at moments that follow from the seed as far as time lets them. */
export async function runKilled(seed: number): Promise<BatchResult> {
  const random = randomStream(seed, 'kills');
  const home = temporary();
  const before = openDatabase(home.directory);
  assign(storesOf(before), anOrder({ quantity: QUANTITY, unitsPerCase: 5, casesPerPallet: 3, sampleEvery: 17 }));
  before.close();
  const world = await startLine({
    host: '127.0.0.1',
    ports: { printer: 0, reader: 0, plc: 0 },
    cartonsPerMinute: 1_800,
    seed,
    faults: { voidRate: 0.05 },
    camera: await openCamera(),
  });
  try {
    const lives: string[] = [];
    for (let kill = 1; kill <= KILLS; kill++) lives.push(await liveAndDie(world, home.directory, random, kill));
    const last = start(world, home.directory, '');
    const [code] = await Promise.race([once(last, 'exit'), sleep(PATIENCE_MS, ['no end'])]);
    last.kill('SIGKILL');
    return { ...judged(world, home.directory, code), seed, planted: lives };
  } finally {
    await world.close();
    home.remove();
  }
}

/** One life: until so many cartons have entered, and some milliseconds more. */
async function liveAndDie(world: SimulatedLine, data: string, random: Random, kill: number): Promise<string> {
  const entered = Math.floor(((kill - 0.5 + random() * 0.6) * QUANTITY) / (KILLS + 1));
  const more = random() * 60;
  const full = random() < FULL_SHARE ? String(Math.floor(300 + random() * 500)) : '';
  const child = start(world, data, full);
  const gone = once(child, 'exit');
  const giveUp = performance.now() + PATIENCE_MS;
  while (world.ledger().cartons.length < entered && performance.now() < giveUp && child.exitCode === null)
    await sleep(2);
  await sleep(more);
  child.kill('SIGKILL');
  await gone;
  return `killed after ${entered} cartons${full === '' ? '' : ' and a full disk'}`;
}

function start({ ports }: SimulatedLine, data: string, full: string): ChildProcess {
  const script = new URL('line-process.ts', import.meta.url).pathname;
  const at = `${ports.printer},${ports.reader},${ports.plc}`;
  const args = [script, '--data', data, '--ports', at, ...(full === '' ? [] : ['--full', full])];
  return spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

function judged(world: SimulatedLine, data: string, code: unknown): Omit<BatchResult, 'seed' | 'planted'> {
  const db = openDatabase(data);
  try {
    const ledger = world.ledger();
    const alarms = db
      .prepare('SELECT DISTINCT code FROM alarms')
      .all()
      .map((row) => text(row, 'code'));
    const wrong =
      code === 0 ? [...differences(db, ledger, new Set()), ...wronglyTold(db)] : [`the last life ended with ${code}`];
    return { cartons: ledger.cartons.length, alarms, wrong };
  } finally {
    db.close();
  }
}
