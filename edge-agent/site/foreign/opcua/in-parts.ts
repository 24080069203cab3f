import { type Fact, MOST_IDS } from '../foreign-line.ts';

/** A fact with the event that says it. */
export interface Placed {
  readonly event: number;
  readonly fact: Fact;
}

/** A list of numbers may be said in parts; what is packed in one container may not. */
export function inParts(fact: Fact): Fact[] {
  if (!('numbers' in fact) || fact.numbers.length <= MOST_IDS) return [fact];
  const parts = Math.ceil(fact.numbers.length / MOST_IDS);
  return Array.from({ length: parts }, (_, i) => ({
    ...fact,
    numbers: fact.numbers.slice(i * MOST_IDS, (i + 1) * MOST_IDS),
  }));
}
