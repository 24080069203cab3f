import { type Refusal, refuse } from '#shared/refusal.ts';
import type { Signature } from '../../store/acts.ts';
import type { Pack } from '../../store/packs.ts';
import { act, type Bench, type Done, forbid, type ManualNeeds } from './bench.ts';

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
/** Reasons of the camera for which nobody knows what a pack bears. */
const unread = new Set(['no read', 'not a GS1 DataMatrix', 'unreadable code']);

const rule =
  'a number is on one pack (GS1 General Specifications §2.1.3): what the camera could not read may be a twin';

/**
 * Makes a rejected pack a good one again: its code is read by hand and held against what was printed. A printer's twin follows its sister, so that a
 * pack comes back only when the camera read its code on no other, and its neighbours on the belt are known to be others: read by the camera, at an
 * end, or scanned here.
 *
 * @param beside scans of its neighbours that the camera could not read either
 */
export function reintroduce(
  needs: ManualNeeds,
  { scan, beside = [] }: { readonly scan: string; readonly beside?: readonly string[] | undefined },
  signature: Signature,
): Done | Refusal {
  return act(needs, 'reintroduce', signature, (bench) => {
    const pack = bench.pack(scan);
    mustBeRunning(bench, pack);
    mustBeRejected(pack);
    mustBeSeenOnce(bench, pack);
    const shown = beside.map((text) => bench.pack(text));
    mustHaveNoTwin(bench, pack, shown);
    bench.packs.change(pack, { ...bench.by, state: 'commissioned' });
    const also = shown.length > 0 && { beside: shown.map(({ serial }) => serial) };
    return { batch: pack.batch, subject: `unit ${pack.serial}`, body: { rejectedFor: pack.reason, ...also } };
  });
}

function mustBeRejected({ serial, state, reason }: Pack): void {
  if (state === 'rejected' && mayBeGood.has(reason ?? '')) return;
  const twin = `If it is another pack than the one that is known as ${state}, two packs bear that number: take the other out and destroy both.`;
  forbid(
    refuse('conflict', `${serial} is ${state}${reason === undefined ? '' : `: ${reason}`}`, {
      at: '/scan',
      rule: `only what was rejected for ${[...mayBeGood].join(', ')} can be a good pack`,
      remedy: state === 'rejected' ? 'Relabel the pack, or destroy it.' : twin,
    }),
  );
}

function mustBeSeenOnce(bench: Bench, pack: Pack): void {
  const [other] = bench.packs.bearers(pack);
  if (other === undefined) return;
  forbid(
    refuse('conflict', `the camera read ${pack.serial} on another pack, where ${other.serial} was due`, {
      at: '/scan',
      rule,
      remedy: 'Relabel both packs, or destroy them.',
    }),
  );
}

function mustHaveNoTwin(bench: Bench, pack: Pack, shown: readonly Pack[]): void {
  const twice = shown.some(({ serial }) => serial === pack.serial);
  const strange = bench.packs
    .beside(pack)
    .filter((one) => isUnknown(one) && !shown.some((other) => isSame(one, other)));
  if (!twice && strange.length === 0) return;
  const names = strange.map(({ serial }) => serial).join(' and ');
  forbid(
    refuse(
      'conflict',
      twice ? `two packs bear ${pack.serial}` : `the camera did not read the pack of ${names} either`,
      {
        at: '/beside',
        rule,
        remedy: twice
          ? 'Relabel both packs, or destroy them.'
          : 'Scan the unread packs that came before and after it too, or destroy or relabel them first.',
      },
    ),
  );
}

/** Nobody has seen what a pack bears: it was not read, or is still to come to the camera. */
const isUnknown = ({ state, verdict, reason }: Pack): boolean =>
  (state === 'printing' || state === 'verified' || state === 'rejected') &&
  (verdict === undefined || unread.has(reason ?? ''));

const isSame = (one: Pack, other: Pack): boolean => one.batch === other.batch && one.ordinal === other.ordinal;

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
