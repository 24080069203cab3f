import { expect, test } from 'vitest';
import { runPacking } from '../line-faults/packing/run-packing.ts';
import { planOf } from '../line-faults/plan.ts';
import { type BatchResult, runBatch } from '../line-faults/run-batch.ts';

/** Batches wait for their belts most of the time, so that some run at once. */
const AT_ONCE = 3;

/** Runs them all and answers those that did not come out as they have to, each with the command that runs it again. */
async function wrongOf(runs: readonly [replay: string, run: () => Promise<BatchResult>][]): Promise<unknown[]> {
  const left = [...runs];
  const wrong: unknown[] = [];
  const work = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [replay, run] = next;
      const result = await run();
      if (result.wrong.length > 0) wrong.push({ ...result, replay });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return wrong;
}

test('whatever goes wrong on a line, what is recorded is what happened, and the fault is told or borne as the catalogue says', {
  timeout: 240_000,
}, async () => {
  const seeds = [1, 2, 3, 5, 8];
  const faults = [
    'gate fired in vain',
    'touching cartons',
    'emergency stop',
    'disk full',
    'rough cables',
    'printer reboots',
  ];
  const wrong = await wrongOf([
    ...seeds.map((seed): [string, () => Promise<BatchResult>] => [
      `npm run faults -- --batches 1 --seed ${seed}`,
      () => runBatch(planOf(seed)),
    ]),
    ...faults.map((fault): [string, () => Promise<BatchResult>] => [
      `npm run faults -- --batches 1 --seed 7 --only '${fault}'`,
      () => runBatch(planOf(7, fault)),
    ]),
  ]);
  expect(wrong).toEqual([]);
});

test('whatever goes wrong in the packer, cases and pallets hold what is recorded and bear their own labels', {
  timeout: 240_000,
}, async () => {
  const seeds = [3, 4, 12];
  const wrong = await wrongOf(
    seeds.map((seed) => [`npm run faults -- --packing 1 --seed ${seed}`, () => runPacking(seed)]),
  );
  expect(wrong).toEqual([]);
});
