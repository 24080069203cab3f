import { parseArgs } from 'node:util';
import { runPacking } from './packing/run-packing.ts';
import { planOf } from './plan.ts';
import { runActs } from './run-acts.ts';
import { type BatchResult, runBatch } from './run-batch.ts';
import { runKilled, runPowerless } from './run-killed.ts';

const USAGE = `[--batches N] [--seed S] [--only FAULT] [--at-once N] [--json]   N batches with the seeds S, S + 1, …
--kill N      N batches whose process is killed again and again
--power N     N batches whose machine loses its power
--packing N   N batches that are packed under a layer camera
--acts N      N batches in which people work by hand at the bench
The faults are in docs/line-faults.md.
`;

/**
 * `npm run faults -- [--batches N] [--seed S] [--only FAULT] [--at-once N] [--json]`: batches with the seeds S, S + 1, …; with `--kill N`
 * instead, N batches whose process is killed again and again; with `--power N`, N whose machine loses its power; with `--packing N`, N batches that are packed under a layer camera;
 * with `--acts N`, N batches in which people work by hand at the bench. Exit 1 when one of them did not come out as it has to.
 */
async function main(): Promise<void> {
  const number = (usual: string) => ({ type: 'string', default: usual }) as const;
  const { values } = parseArgs({
    options: {
      batches: number('10'),
      seed: number('1'),
      'at-once': number('1'),
      only: { type: 'string' },
      kill: { type: 'string' },
      power: { type: 'string' },
      packing: { type: 'string' },
      acts: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help === true) {
    process.stdout.write(USAGE);
    return;
  }
  const { only, json } = values;
  const kind = (['kill', 'power', 'packing', 'acts'] as const).find((one) => values[one] !== undefined) ?? 'batches';
  const run: Record<'batches' | 'kill' | 'power' | 'packing' | 'acts', (seed: number) => Promise<BatchResult>> = {
    batches: (seed) => runBatch(planOf(seed, only)),
    kill: (seed) => runKilled(seed),
    power: runPowerless,
    packing: (seed) => runPacking(seed, only),
    acts: runActs,
  };
  const first = Number(values.seed);
  const left = Array.from({ length: Number(values[kind]) }, (_, index) => first + index);
  const sum = { batches: left.length, failed: 0, cartons: 0, planted: 0 };
  const show = (result: BatchResult) => {
    sum.cartons += result.cartons;
    sum.planted += result.planted.length;
    if (result.wrong.length > 0) sum.failed += 1;
    const replay = `npm run faults -- --${kind} 1 --seed ${result.seed}${only === undefined ? '' : ` --only '${only}'`}`;
    console.log(json ? JSON.stringify({ ...result, replay }) : told(result, replay));
  };
  const work = async () => {
    for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
      show(await run[kind](seed));
    }
  };
  await Promise.all(Array.from({ length: Number(values['at-once']) }, work));
  console.log(JSON.stringify({ ...sum, seconds: Math.round(performance.now() / 1_000) }));
  if (sum.failed > 0) process.exitCode = 1;
}

const told = ({ seed, drivers, planted, alarms, wrong }: BatchResult, replay: string): string => {
  const line = `${wrong.length === 0 ? 'ok ' : 'BAD'} ${seed} (${drivers}): ${planted.join(', ')} → ${alarms.join(', ') || 'no alarm'}`;
  return [line, ...wrong, ...(wrong.length > 0 ? [replay] : [])].join('\n  ');
};

main().catch((fault: unknown) => {
  console.error(fault instanceof Error ? fault.message : fault);
  process.exitCode = 2;
});
