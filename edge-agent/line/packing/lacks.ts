import type { Recipe } from '#shared/line/recipe.ts';
import { type Refusal, refuse } from '#shared/refusal.ts';
import type { Machine } from '../machine.ts';

/** Something that a recipe wants and a line has not. */
export interface Lack {
  /** Place in the recipe, a JSON pointer. */
  readonly at: string;
  readonly detail: string;
}

type Wanted = Pick<Recipe, 'levels' | 'camera' | 'printer'>;

/** The first thing that a recipe wants and the line's devices cannot do, as far as is known without asking them; undefined when there is none. */
export function lackOf(machine: Machine, recipe: Wanted): Lack | undefined {
  return jobLack(machine, recipe) ?? recipe.levels.map((_, i) => levelLack(machine, recipe, i)).find(Boolean);
}

/** Why a line does not take a batch that is packed by that recipe; undefined when it can be carried out there. */
export function cannotCarryOut(machine: Machine, line: string, recipe: Recipe): Refusal | undefined {
  const lack = lackOf(machine, recipe);
  if (lack === undefined) return undefined;
  const what = `line ${line} cannot carry out recipe ${recipe.recipe} version ${recipe.version}`;
  return refuse('conflict', `${what}: ${lack.detail} (${lack.at})`, {
    at: lack.at,
    rule: 'a batch is assigned to a line that has the devices its recipe wants (21 CFR §211.63)',
    remedy:
      'Write a version without that and have it approved, have a line run the order that has the device, or add the device to the configuration.',
  });
}

function jobLack({ printer, reader }: Machine, { printer: wanted, camera }: Wanted): Lack | undefined {
  const job = wanted && { name: wanted.job, fields: wanted.fields };
  const print = printer.cannotTake?.(job);
  if (print !== undefined) return { at: '/printer', detail: `the printer: ${print}` };
  const read = camera.job === undefined ? undefined : reader.cannotTake?.(camera.job);
  return read === undefined ? undefined : { at: '/camera/job', detail: `the camera: ${read}` };
}

function levelLack(machine: Machine, { levels }: Wanted, i: number): Lack | undefined {
  const { layerCamera, labelPrinter, labelScanner, handhelds = [] } = machine;
  const one = levels[i];
  if (one === undefined) return undefined;
  const { level, read, label } = one;
  const lack = (member: string, what: string): Lack => ({
    at: `/levels/${i}/${member}`,
    detail: `a ${level} wants ${what}`,
  });
  const reads = {
    counted: true,
    layer: layerCamera,
    'one-by-one': i === 0 ? layerCamera : labelScanner,
    handheld: handhelds[0],
  }[read];
  if (reads === undefined)
    return lack('read', read === 'handheld' ? 'a handheld scanner' : `a camera or scanner that reads ${read}`);
  if (label !== undefined && labelPrinter === undefined) return lack('label', 'a label printer');
  if (label?.verify === true && labelScanner === undefined && handhelds.length === 0)
    return lack('label/verify', 'a scanner that reads its label back');
  return undefined;
}
