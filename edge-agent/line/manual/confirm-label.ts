import { isRefusal } from '#shared/refusal.ts';
import type { Batch } from '../../store/batches.ts';
import type { Pack } from '../../store/packs.ts';
import { itemLabel } from '../label.ts';
import { find, type LookUpNeeds, readCode } from '../packing/look-up.ts';
import { judge } from '../verify.ts';

/** Better than any threshold: a handheld tells no grade, a person has looked. */
const BEST = 4;

/** Whether a scan shows exactly what is to stand on a pack. */
export function isOn({ order, recipe }: Pick<Batch, 'order' | 'recipe'>, serial: string, text: string): boolean {
  return judge(itemLabel(order, serial, recipe).elements, { text, grade: BEST, sequence: 0 }, 0).good;
}

/**
 * Makes a good pack of one whose new label a person has scanned on it, in the caller's transaction; undefined when the scan is of no label that a
 * person has printed.
 */
export function confirmLabel(
  { packs, containers }: Omit<LookUpNeeds, 'batches'>,
  batch: Batch,
  text: string,
  at: string,
  who: string,
): Pack | undefined {
  const code = readCode(text, batch.recipe.elements);
  const found = isRefusal(code) ? undefined : find({ packs, containers }, code);
  if (found === undefined || !('pack' in found)) return undefined;
  const { serial } = found.pack;
  const isOurs = packs.relabelled(batch.batch).some((one) => one.serial === serial);
  if (!isOurs || !isOn(batch, serial, text)) return undefined;
  return packs.change(found.pack, { state: 'commissioned', at, why: 'its new label was read back', who });
}
