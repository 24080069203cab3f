import type { FoundPacks, foundPacks } from './desk-message.ts';
import type { DeskState } from './kinds.ts';

/** A notice to one holder, and what became of it. */
export interface AnsweredNotice {
  readonly state: DeskState;
  /** Packs that it was about. */
  readonly packs: number;
  readonly found?: FoundPacks | undefined;
}

/** How far a recall has come, in notices and in packs. */
export interface Effectiveness {
  readonly notices: number;
  /** Nothing was heard. */
  readonly unanswered: number;
  readonly acknowledged: number;
  readonly reported: number;
  /** Packs that holders were told to hold, by our ledger. */
  readonly notified: number;
  readonly found: number;
  readonly quarantined: number;
  readonly returned: number;
  readonly destroyed: number;
  /** Packs told of and not found by whoever reported: dispensed, or gone on. */
  readonly notFound: number;
  /** Share of notices that were reported on, from 0 to 1; 1 where there are none (effectiveness checks, 21 CFR 7.42(b)(3)). */
  readonly effectiveness: number;
}

/** Adds up what holders answered. A notice that was withdrawn counts for nothing. */
export function effectivenessOf(all: readonly AnsweredNotice[]): Effectiveness {
  const notices = all.filter(({ state }) => state !== 'withdrawn');
  const reported = notices.filter(({ found }) => found !== undefined);
  const acknowledged = notices.filter(({ state, found }) => found === undefined && state === 'acknowledged').length;
  const sum = (of: keyof typeof foundPacks.entries) => reported.reduce((all, { found }) => all + (found?.[of] ?? 0), 0);
  return {
    notices: notices.length,
    unanswered: notices.length - reported.length - acknowledged,
    acknowledged,
    reported: reported.length,
    notified: notices.reduce((all, { packs }) => all + packs, 0),
    found: sum('found'),
    quarantined: sum('quarantined'),
    returned: sum('returned'),
    destroyed: sum('destroyed'),
    notFound: reported.reduce((all, { packs, found }) => all + Math.max(0, packs - (found?.found ?? 0)), 0),
    effectiveness: notices.length === 0 ? 1 : reported.length / notices.length,
  };
}
