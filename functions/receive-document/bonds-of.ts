import { hasBegun } from '#shared/integrity/never-commissioned.ts';
import { foldMoves, type Move, type Whereabouts } from '#shared/network/fold-moves.ts';
import type { Bond } from '#shared/network/partner-authority.ts';
import type { Who } from './deeds-of.ts';
import type { Past } from './past-of.ts';

/** Ties of a unit to the partner when something is done to it. @param at milliseconds since 1970; Infinity: by now */
export type BondAt = (epc: string, at: number) => Omit<Bond, 'numbered'>;

/** What ties units to a partner, given their past. One whose events are too many is nobody's. */
export function bondsOf({ partner: { partner } }: Who, past: Past, movesOf: (epc: string) => readonly Move[]): BondAt {
  const { told } = past;
  const isMaker = (teller: string, epc: string) =>
    hasBegun(epc, told(teller, true).get(epc) ?? []) &&
    !hasBegun(epc, told(teller, false).get(epc) ?? []) &&
    !past.tooLong.has(epc);
  const known = new Map<
    string,
    Pick<Bond, 'untouched' | 'made' | 'sent'> & { readonly at: (at: number) => Whereabouts }
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
    return { untouched, made: makers.has(partner), sent: at(Number.POSITIVE_INFINITY).isSent(partner), at };
  };
  return (epc, time) => {
    const found = known.get(epc) ?? ofUnit(epc);
    known.set(epc, found);
    const { at, ...bond } = found;
    return { ...bond, gone: at(time).isGone(partner) };
  };
}
