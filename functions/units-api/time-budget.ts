import { Refused } from '#common/refused.ts';
import { refuse } from '#shared/refusal.ts';

/** Longest a count may take: the gateway waits 30 s. */
const LONGEST_MS = 20_000;
/** Counts units as they are read; refuses when there are too many of them, or reading them takes too long for one answer. */
export type Spend = (units: number) => void;

/**
 * @param most units of one count
 * @param remedy how to get the same in pieces
 */
export function timeBudget(now: () => Date, most: number, remedy: string): Spend {
  const end = now().getTime() + LONGEST_MS;
  let units = 0;
  return (more) => {
    units += more;
    const why = units > most ? `more than ${most} units` : 'more units than can be read in 20 s';
    if (units > most || now().getTime() > end)
      throw new Refused(refuse('too-complex', why, { rule: 'Seriate API, limits of a summary', remedy }));
  };
}
