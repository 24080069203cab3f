import type { NmvsTransaction, PackTransaction } from '#common/store/nmvs-transaction-row.ts';

/** Longer than it takes to send, to wait until a slow answer must have been worked off, and to verify; too short for a pack to be elsewhere. */
const JUST_BEFORE_MS = 120_000;

/** True when the packs were verified to be where the operation begins so shortly ago that nobody else can have changed them since. */
export const wasJustSeen = ({ seenAt }: Pick<NmvsTransaction, 'seenAt'>, at: Date): boolean =>
  seenAt !== undefined && at.getTime() - Date.parse(seenAt) <= JUST_BEFORE_MS;

/**
 * Whether a pack that is found where an operation was to bring it may be told as done by that operation. One that goes to a patient may be a
 * copy, and the original have been dispensed elsewhere while our answer was lost: then it is not.
 */
export const maySayDone = (
  { act, undo }: Pick<PackTransaction, 'act' | 'undo'>,
  row: Pick<NmvsTransaction, 'seenAt'>,
  at: Date,
): boolean => undo || !(act === 'dispense' || act === 'free-sample') || wasJustSeen(row, at);
