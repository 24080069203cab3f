import { type Refusal, refuse } from '../refusal.ts';
import type { FoundPacks, foundPacks } from './desk-message.ts';
import type { DeskSubject } from './desk-subject.ts';
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
  /** Of those that were notified. */
  readonly found: number;
  /** Packs found of the lot that their holder was not told of: it had them from others, or counted wrong. A person asks. */
  readonly beyond: number;
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
    found: reported.reduce((all, { packs, found }) => all + Math.min(packs, found?.found ?? 0), 0),
    beyond: reported.reduce((all, one) => all + beyondOf(one), 0),
    quarantined: sum('quarantined'),
    returned: sum('returned'),
    destroyed: sum('destroyed'),
    notFound: reported.reduce((all, { packs, found }) => all + Math.max(0, packs - (found?.found ?? 0)), 0),
    effectiveness: notices.length === 0 ? 1 : reported.length / notices.length,
  };
}

/** Packs that a holder found beyond those that it was told of. */
export const beyondOf = ({ packs, found }: Pick<AnsweredNotice, 'packs' | 'found'>): number =>
  Math.max(0, (found?.found ?? 0) - packs);

/**
 * Why a holder cannot have found so many, or undefined. A notice that names a lot may find more than our ledger knows of: others sold it some. One of single packs lists all of
 * them, and there are no more.
 */
export function beyondList({ packs, lots }: DeskSubject, found: FoundPacks | undefined): Refusal | undefined {
  if (packs === undefined || found === undefined || lots.length > 0 || found.found <= packs) return undefined;
  return refuse('malformed', `${found.found} packs are reported, and the notice lists ${packs}`, {
    at: '/found/found',
    remedy: 'count those of the list alone; tell of others by a note',
  });
}
