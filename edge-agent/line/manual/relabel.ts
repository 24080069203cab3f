import { type Refusal, refuse } from '#shared/refusal.ts';
import { decommissionEvent } from '#shared/trace/end-units.ts';
import type { Signature } from '../../store/acts.ts';
import { itemLabel } from '../label.ts';
import { act, type Done, forbid, type ManualNeeds, type SerialRef } from './bench.ts';
import { isUnreadLabel } from './is-unread-label.ts';
import { mustBeRunning } from './reintroduce.ts';

/**
 * Gives a pack whose label is bad another number: the old one ends, the new label is printed, and the pack is a good one once that was scanned on
 * it. Where nothing can be scanned the pack is named by its serial.
 */
export function relabel(
  needs: ManualNeeds,
  named: { readonly scan: string } | SerialRef,
  signature: Signature,
): Done | Refusal {
  return act(needs, 'relabel', signature, (bench) => {
    const pack = 'scan' in named ? bench.pack(named.scan) : bench.bySerial(named);
    const batch = bench.batchOf(pack);
    mustBeRunning(bench, { ...pack, told: false });
    if (pack.state !== 'commissioned' && pack.state !== 'rejected') {
      forbid(
        refuse('conflict', `${pack.serial} is ${pack.state}`, {
          at: '/scan',
          remedy: isUnreadLabel(pack)
            ? 'Print that label again, or destroy it and what it sticks on.'
            : 'Only a pack at hand is relabelled.',
        }),
      );
    }
    const free = bench.takeOut(pack);
    const { order, recipe } = batch;
    const { number: serial, ...came } = needs.stock.takeFrom({
      batch: batch.batch,
      owner: order.owner,
      pool: order.pool,
    });
    bench.packs.change(free, { ...bench.by, state: 'decommissioned', why: `relabelled as ${serial}: ${bench.why}` });
    if (pack.told) bench.say(pack, [bench.epcOf(pack)], (epcs, about) => decommissionEvent({ epcs, ...about }));
    const ordinal = needs.journal.nextOrdinal(batch.batch);
    needs.journal.printing({ batch: batch.batch, ordinal, gtin: order.gtin, serial, sequence: 0, ...came }, bench.at);
    const labels = [itemLabel(order, serial, recipe, came.tail)];
    return { batch: batch.batch, subject: `unit ${pack.serial}`, body: { serial }, labels };
  });
}
