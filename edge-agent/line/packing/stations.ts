import type { Recipe } from '#shared/line/recipe.ts';
import { Halt } from '../alarm-table.ts';
import { type Machine, orHalt } from '../machine.ts';
import { lackOf } from './lacks.ts';

/** Throws `Halt` when a recipe wants what the line's devices cannot do. */
export function mustHaveStations(machine: Machine, recipe: Pick<Recipe, 'levels' | 'camera' | 'printer'>): void {
  const lack = lackOf(machine, recipe);
  if (lack !== undefined) throw new Halt('no-station', `${lack.detail} (${lack.at} of the recipe)`);
}

/** Tells the packer how a case is made up. A layer that stands already is looked at again: its picture may be lost. Throws `Halt`. */
export async function setUpPacker(
  { packer }: Machine,
  { levels }: Pick<Recipe, 'levels'>,
  signal: AbortSignal,
): Promise<void> {
  const [first] = levels;
  if (packer === undefined || first === undefined) return;
  const { count, perPicture = count } = first;
  const layers = { packsPerLayer: perPicture, layersPerCase: Math.ceil(count / perPicture) };
  await orHalt('the packer', packer.setUp(layers, signal));
  await orHalt('the packer', packer.look(signal));
}
