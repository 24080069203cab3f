import { setTimeout as sleep } from 'node:timers/promises';
import { randomStream } from '../../edge-agent/devices/simulated/random.ts';
import { BenchHands } from './bench-hands.ts';
import { namesOf } from './drivers.ts';
import type { Scene } from './handles.ts';
import { GTIN, Hands } from './hands.ts';
import { type Plan, planOf } from './plan.ts';
import { wronglySummed } from './report-sums.ts';
import type { BatchResult } from './run-batch.ts';
import { LINE, place, setScene } from './scene.ts';
import { moreNumbers } from './shortages.ts';

const LOOK_MS = 5;
const LOOKS_PER_ACT = 12;
const MOST_ACTS = 12;
const QUANTITY = 40;
const PATIENCE_MS = 60_000;

/** Runs one batch of which some labels are bad, and in which people sample, relabel, open, part and destroy as the seed has it, while the line runs. */
export async function runActs(seed: number): Promise<BatchResult> {
  const plan: Plan = { ...planOf(seed), faults: [], quantity: QUANTITY };
  const scene = await setScene(plan);
  scene.faults.voidRate = 0.1;
  moreNumbers(scene.stores, 2 * MOST_ACTS);
  const { stores, world, raised, line } = scene;
  const needs = { ...stores, line: LINE, place, now: Date.now };
  const bench = new BenchHands(needs, randomStream(seed, 'acts'));
  try {
    await produce(scene, bench);
    const ledger = world.ledger();
    const isClosed = stores.batches.get(1).state === 'closed';
    const awaited = JSON.stringify(line.awaited());
    return {
      seed,
      drivers: namesOf({ ...plan, plc: 'modbus' }),
      planted: bench.acts,
      cartons: ledger.cartons.length,
      alarms: [...raised],
      wrong: isClosed
        ? [...wronglySummed(stores.db, ledger, new Set(), bench.sums), ...otherStates(stores, bench), ...bench.refusals]
        : [`the batch was never closed: ${line.state}, ${awaited}`, ...bench.refusals],
    };
  } finally {
    await scene.close();
  }
}

async function produce(scene: Scene, bench: BenchHands): Promise<void> {
  const { line, stores } = scene;
  const hands = new Hands(scene, () => []);
  const work = line.work();
  const giveUp = performance.now() + PATIENCE_MS;
  for (let looks = 1; stores.batches.get(1).state !== 'closed' && performance.now() < giveUp; looks++) {
    if (looks % LOOKS_PER_ACT === 0) {
      hands.look();
      const { state } = stores.batches.get(1);
      if (state === 'running' && bench.acts.length < MOST_ACTS) bench.act();
      if (state === 'closing') bench.tidy();
      line.changed(1);
    }
    await sleep(LOOK_MS);
  }
  line.stop();
  await work;
}

/** Numbers whose record says something else than what was done to their packs. */
function otherStates({ journal }: Scene['stores'], { states }: BenchHands): string[] {
  return [...states].flatMap(([serial, state]) => {
    const recorded = journal.bySerial(GTIN, serial)?.state;
    return recorded === state ? [] : [`${serial} was ${state} at the bench, and is recorded as ${recorded}`];
  });
}
