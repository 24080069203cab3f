import type { Act } from './operations.ts';

/** Words of the law and the Hub. Final: DESTROYED, STOLEN. */
export type PackState =
  | 'ACTIVE'
  | 'SUPPLIED'
  | 'DESTROYED'
  | 'EXPORTED'
  | 'SAMPLE'
  | 'FREE_SAMPLE'
  | 'LOCKED'
  | 'STOLEN';

/** What lies over a pack's own state, and is final. */
export type Overlay = 'EXPIRED' | 'RECALLED' | 'WITHDRAWN';

export interface PackStanding {
  readonly state: PackState;
  /** Since when, milliseconds since 1970; of an ACTIVE pack, since it was brought back. */
  readonly since: number;
  /** The location that brought it there. */
  readonly by: string;
}

/** Something that is asked of a pack. */
export interface PackChange {
  readonly act: Act;
  readonly undo: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The location that asks. */
  readonly by: string;
  readonly overlays?: readonly Overlay[];
}

export type PackOutcome = PackStanding | { readonly code: string };

/** Delegated Regulation (EU) 2016/161, Article 13: within 10 days, by the same location. */
const UNDO_MS = 10 * 24 * 3_600_000;

const stateAfter: Readonly<Record<Exclude<Act, 'verify'>, PackState>> = {
  dispense: 'SUPPLIED',
  destroy: 'DESTROYED',
  export: 'EXPORTED',
  sample: 'SAMPLE',
  'free-sample': 'FREE_SAMPLE',
  lock: 'LOCKED',
  stolen: 'STOLEN',
};

/** The state that an act brings a pack into. */
export const stateOf = (act: Exclude<Act, 'verify'>): PackState => stateAfter[act];

/** Whether an act has an undo at all. */
export const isReversible = (act: Act): boolean => !['verify', 'destroy', 'stolen'].includes(act);

/**
 * A pack's standing after a change, or the return code by which an NMVS refuses it. ACTIVE goes to every state; LOCKED to DESTROYED and
 * STOLEN; everything else is undone first, within 10 days and by the same location. What is expired, recalled or withdrawn changes no more.
 */
export function changePack(pack: PackStanding, change: PackChange): PackOutcome {
  const { act, undo, at, by, overlays = [] } = change;
  if (act === 'verify') return pack;
  if (undo) return undone(pack, change);
  if (overlays.length > 0) return { code: 'NMVS_NC_PCK_22' };
  const mayFromLocked = act === 'destroy' || act === 'stolen';
  const isFree = pack.state === 'ACTIVE' || (pack.state === 'LOCKED' && mayFromLocked);
  return isFree ? { state: stateAfter[act], since: at, by } : { code: 'NMVS_NC_PCK_22' };
}

function undone(pack: PackStanding, { act, at, by, overlays = [] }: PackChange): PackOutcome {
  if (act === 'verify' || !isReversible(act) || pack.state !== stateAfter[act]) return { code: 'NMVS_NC_PCK_06' };
  if (overlays.length > 0) return { code: 'NMVS_NC_PCK_22' };
  if (pack.by !== by) return { code: 'NMVS_NC_PCK_21' };
  if (at - pack.since > UNDO_MS) return { code: 'NMVS_NC_PCK_20' };
  return { state: 'ACTIVE', since: at, by };
}
