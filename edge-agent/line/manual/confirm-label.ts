import { isRefusal } from '#shared/refusal.ts';
import type { Batch } from '../../store/batches.ts';
import type { Pack } from '../../store/packs.ts';
import { findScanned, type LookUpNeeds } from '../packing/look-up.ts';

/**
 * Makes a good pack of one whose new label a person has scanned on it, in the caller's transaction; undefined when the scan is of no label that a
 * person has printed.
 */
export function confirmLabel(
  needs: Omit<LookUpNeeds, 'own'>,
  batch: Batch,
  text: string,
  at: string,
  who: string,
): Pack | undefined {
  const found = findScanned({ ...needs, own: batch }, text);
  if (found === undefined || isRefusal(found) || !('pack' in found)) return undefined;
  const { serial } = found.pack;
  const isOurs = needs.packs.relabelled(batch.batch).some((one) => one.serial === serial);
  if (!isOurs) return undefined;
  const why = 'its new label was read back';
  return needs.packs.change(found.pack, { state: 'commissioned', at, why, who, isRead: true });
}
