import type { Recipe } from '#shared/line/recipe.ts';
import { Halt } from '../alarm-table.ts';
import { type Machine, orHalt } from '../machine.ts';

/** Throws `Halt` when a recipe wants to read or print where the line has no device for it. */
export function mustHaveStations(machine: Machine, { levels }: Pick<Recipe, 'levels'>): void {
  const { layerCamera, labelPrinter, labelScanner, handhelds = [] } = machine;
  for (const [i, { level, read, label }] of levels.entries()) {
    const lacks = (what: string) => {
      throw new Halt('no-station', `a ${level} wants ${what}`);
    };
    const reads = {
      counted: true,
      layer: layerCamera,
      'one-by-one': i === 0 ? layerCamera : labelScanner,
      handheld: handhelds[0],
    }[read];
    if (reads === undefined)
      lacks(read === 'handheld' ? 'a handheld scanner' : `a camera or scanner that reads ${read}`);
    if (label !== undefined && labelPrinter === undefined) lacks('a label printer');
    if (label?.verify === true && labelScanner === undefined && handhelds.length === 0)
      lacks('a scanner that reads its label back');
  }
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
