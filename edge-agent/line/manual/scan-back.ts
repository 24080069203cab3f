import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { transaction } from '../../store/database.ts';
import { Packs } from '../../store/packs.ts';
import { closeContainer } from '../packing/close-container.ts';
import { findScanned } from '../packing/look-up.ts';
import { Telling } from '../telling.ts';
import type { ManualNeeds } from './bench.ts';
import { confirmLabel } from './confirm-label.ts';

export interface ReadBack {
  readonly batch: number;
  readonly is: string;
  readonly name: string;
}

/** Takes a scan of a label that has to be read back: of a container, or of a pack that got a new one. */
export function scanBack(needs: ManualNeeds, scan: string, who: string): ReadBack | Refusal {
  const { db, batches, containers, now } = needs;
  const packs = new Packs(db);
  return transaction(db, () => {
    const found = findScanned({ packs, containers, batches }, scan);
    if (isRefusal(found)) return { ...found, at: '/scan' };
    const at = new Date(now()).toISOString();
    if (found !== undefined && 'pack' in found) {
      const confirmed = confirmLabel({ packs, containers, batches }, batches.get(found.pack.batch), scan, at, who);
      return confirmed === undefined ? notDue : { batch: confirmed.batch, is: 'unit', name: confirmed.serial };
    }
    if (found?.container.state !== 'labelled') return notDue;
    const { container } = found;
    const batch = batches.get(container.batch);
    closeContainer({ ...needs, packs }, new Telling(needs, batch), batch, container, 'its label was read back', who);
    return { batch: batch.batch, is: container.level, name: container.epc };
  });
}

const notDue = refuse('conflict', 'no label with that code has to be read back', {
  at: '/scan',
  remedy: 'Scan the label that was printed last, or look at what the batch waits for.',
});
