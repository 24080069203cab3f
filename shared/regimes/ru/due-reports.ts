import type { BusinessAct } from '../business-act.ts';
import type { Report } from '../regime.ts';
import { moved, movedBack } from './due/movement.ts';
import { packed } from './due/packing.ts';
import { changed, released, undone } from './due/packs.ts';
import { repacked } from './due/repacking.ts';

/** The documents that an act makes due, in the order in which they may be sent. */
export function dueReports(act: BusinessAct): Report[] {
  switch (act.kind) {
    case 'release':
      return released(act);
    case 'packing':
      return packed(act);
    case 'repacking':
      return repacked(act);
    case 'change':
      return changed(act);
    case 'undo':
      return undone(act);
    case 'shipment':
    case 'receipt':
    case 'transfer':
      return act.undo ? movedBack(act) : moved(act);
    case 'recall': // the regulator decides what is paused, and nobody reports it
    case 'dropout':
    case 'withdrawal':
      return [];
  }
}
