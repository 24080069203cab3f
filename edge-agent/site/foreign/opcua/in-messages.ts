import { type Fact, MOST_FACTS, MOST_IDS } from '../foreign-line.ts';

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

const idsIn = (fact: Fact): number => ('numbers' in fact ? fact.numbers.length : 1 + (fact.children?.length ?? 0));

/** Facts in messages as large as they may be, in their order. */
export function messagesOf(facts: readonly Placed[]): Placed[][] {
  const messages: Placed[][] = [];
  let ids = MOST_IDS;
  for (const one of facts) {
    const more = idsIn(one.fact);
    const last = messages.at(-1);
    if (last === undefined || ids + more > MOST_IDS || last.length === MOST_FACTS) {
      messages.push([one]);
      ids = more;
    } else {
      last.push(one);
      ids += more;
    }
  }
  return messages;
}
