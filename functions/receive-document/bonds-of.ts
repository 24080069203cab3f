import { isPartners, isTenants } from '#common/inbound/parties.ts';
import { hasBegun } from '#shared/integrity/never-commissioned.ts';
import { foldMoves, type Move, type Whereabouts } from '#shared/network/fold-moves.ts';
import type { Bond } from '#shared/network/partner-authority.ts';
import type { Who } from './deeds-of.ts';
import type { Past } from './past-of.ts';

/** Ties of a unit to the partner when something is done to it. @param at milliseconds since 1970; Infinity: by now */
export type BondAt = (epc: string, at: number) => Omit<Bond, 'numbered'>;

/** Clocks of two companies differ by so much. */
export const SKEW_MS = 5 * 60_000;

/** What ties units to a partner, given their past. One whose events are too many is nobody's. */
export function bondsOf({ partner: { partner } }: Who, past: Past, movesOf: (epc: string) => readonly Move[]): BondAt {
  const { told } = past;
  const isMaker = (teller: string, epc: string) =>
    hasBegun(epc, told(teller, true).get(epc) ?? []) &&
    !hasBegun(epc, told(teller, false).get(epc) ?? []) &&
    !past.tooLong.has(epc);
  const known = new Map<
    string,
    Pick<Bond, 'untouched' | 'made' | 'sent'> & {
      readonly at: (at: number) => Whereabouts;
      readonly moves: readonly Move[];
    }
  >();
  const ofUnit = (epc: string) => {
    const moves = movesOf(epc);
    const makers = new Set([...past.partners.keys()].filter((teller) => isMaker(teller, epc)));
    const by = new Map<number, Whereabouts>();
    const at = (time: number) => {
      const found = by.get(time) ?? foldMoves(moves, makers, time);
      by.set(time, found);
      return found;
    };
    const untouched = (told(partner, false).get(epc) ?? []).length === 0 && !past.tooLong.has(epc);
    return { untouched, made: makers.has(partner), sent: at(Number.POSITIVE_INFINITY).isSent(partner), at, moves };
  };
  return (epc, time) => {
    const found = known.get(epc) ?? ofUnit(epc);
    known.set(epc, found);
    const { at, moves, ...bond } = found;
    const isAlways = (of: (then: Whereabouts) => boolean) => around(moves, time).every((one) => of(at(one)));
    return {
      ...bond,
      gone: isAlways((then) => then.isGone(partner)),
      elsewhere: isAlways((then) => then.isWithOthers(partner)),
    };
  };
}

/** A time by the partner's clock, and those that it may be by the clocks of the others who told moves. */
function around(moves: readonly Move[], time: number): number[] {
  if (time === Number.POSITIVE_INFINITY) return [time];
  const until = time + SKEW_MS;
  return [time, ...moves.flatMap(({ at }) => (at >= time && at < until ? [at + 1] : [])), until];
}

/**
 * True where we say that a unit came to us later than the partner says that it shipped it in our name: from its own hand or ours, or from nobody knows whom. What somebody else sent back had left before.
 */
export function isOvertaken({ tenant, partner }: Who, moves: readonly Move[], time: number): boolean {
  const [isIts, isOurs] = [isPartners(partner), isTenants(tenant)];
  const next = moves.find(
    ({ kind, teller, at, to, toUs }) =>
      kind === 'receive' && teller === undefined && (toUs || to.length === 0) && at > time,
  );
  return next !== undefined && !next.from?.some((gln) => !isIts(gln) && !isOurs(gln));
}
