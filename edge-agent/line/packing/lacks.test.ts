import { expect, test } from 'vitest';
import { standardRecipe } from '#shared/line/standard-recipe.ts';
import { anOrder } from '../../testing/builders.ts';
import { FakeWorld } from '../../testing/fake-world.ts';
import { aLevel, aRecipe } from '../../testing/packing-bench.ts';
import { cannotCarryOut } from './lacks.ts';

const machine = new FakeWorld().connect();
const usual = standardRecipe(anOrder());
const noJobs = {
  ...machine,
  reader: Object.assign(new FakeWorld().connect().reader, { cannotTake: () => 'it has no jobs' }),
};
const byJob = {
  ...machine,
  printer: Object.assign(new FakeWorld().connect().printer, {
    cannotTake: (job: unknown) => (job === undefined ? 'it prints by a job' : undefined),
  }),
};

test('a line carries out what it has the devices for', () => {
  expect(cannotCarryOut(machine, 'line-1', { ...usual, camera: { job: 'CARTON' } })).toBeUndefined();
  expect(cannotCarryOut(noJobs, 'line-1', usual)).toBeUndefined();
  expect(cannotCarryOut(byJob, 'line-1', { ...usual, printer: { job: 'CARTON', fields: {} } })).toBeUndefined();
});

test.each([
  ['a job of a camera that has none', noJobs, { ...usual, camera: { job: 'CARTON' } }, '/camera/job'],
  ['no job of a printer that goes by one', byJob, usual, '/printer'],
  ['a layer camera', machine, aRecipe([aLevel({ label: undefined })]), '/levels/0/read'],
  ['a handheld', machine, aRecipe([aLevel({ read: 'handheld', perPicture: undefined })]), '/levels/0/read'],
  ['a label printer', machine, aRecipe([aLevel({ read: 'counted', perPicture: undefined })]), '/levels/0/label'],
])('what a line has not is told with its place, rule and remedy: %s', (_, of, recipe, at) => {
  expect(cannotCarryOut(of, 'line-1', recipe)).toMatchObject({
    refused: 'conflict',
    detail: expect.stringContaining('line line-1 cannot carry out recipe'),
    at,
    rule: expect.any(String),
    remedy: expect.any(String),
  });
});
