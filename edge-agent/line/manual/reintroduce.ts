import { type Refusal, refuse } from '#shared/refusal.ts';
import type { Signature } from '../../store/acts.ts';
import type { Pack } from '../../store/packs.ts';
import { act, type Bench, type Done, forbid, type ManualNeeds } from './bench.ts';
import { isOn } from './confirm-label.ts';

/**
 * Reasons for which a good pack may have been rejected. With any other its code is bad, or there is a second pack with it: after a slipped buffer
 * two packs may bear one number.
 */
const mayBeGood = new Set([
  'no read',
  'not read',
  'not a GS1 DataMatrix',
  'unreadable code',
  'purged',
  'rejected by the gate',
  'not confirmed at the gate',
]);

/** Makes a rejected pack a good one again: its code is read by hand and held against what was printed. */
export function reintroduce(
  needs: ManualNeeds,
  { scan }: { readonly scan: string },
  signature: Signature,
): Done | Refusal {
  return act(needs, 'reintroduce', signature, (bench) => {
    const pack = bench.pack(scan);
    mustBeRunning(bench, pack);
    if (pack.state !== 'rejected' || !mayBeGood.has(pack.reason ?? '')) {
      forbid(
        refuse('conflict', `${pack.serial} is ${pack.state}${pack.reason === undefined ? '' : `: ${pack.reason}`}`, {
          at: '/scan',
          rule: `only what was rejected for ${[...mayBeGood].join(', ')} can be a good pack`,
          remedy: 'Relabel the pack, or destroy it.',
        }),
      );
    }
    if (!isOn(bench.batchOf(pack), pack.serial, scan)) {
      forbid(
        refuse('conflict', `the code of ${pack.serial} is not what was printed`, {
          at: '/scan',
          remedy: 'Relabel the pack.',
        }),
      );
    }
    bench.packs.change(pack, { ...bench.by, state: 'commissioned' });
    return { batch: pack.batch, subject: `unit ${pack.serial}`, body: { rejectedFor: pack.reason } };
  });
}

/** What becomes of numbers that were never told is told by the batch's report: behind it nothing changes. */
export function mustBeRunning(bench: Bench, { batch, told, serial }: Pick<Pack, 'batch' | 'told' | 'serial'>): void {
  const { state } = bench.batchOf({ batch });
  if (told || (state !== 'closed' && state !== 'reported')) return;
  forbid(
    refuse('conflict', `batch ${batch} is ${state}, and its report says what became of ${serial}`, {
      rule: 'every serial has one fate',
      remedy: 'Note it in the batch record; the number is never used again.',
    }),
  );
}
