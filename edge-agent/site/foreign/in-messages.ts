import { type Fact, MOST_FACTS, MOST_IDS } from './foreign-line.ts';

/** Identifiers that a fact names. */
export const idsIn = (fact: Fact): number =>
  'numbers' in fact ? fact.numbers.length : 1 + (fact.children?.length ?? 0);

/** A fact in parts that a message holds each, with where their numbers begin in its list. What is packed in one container cannot be cut. */
export function inParts(fact: Fact): { readonly fact: Fact; readonly from: number }[] {
  if (!('numbers' in fact) || fact.numbers.length <= MOST_IDS) return [{ fact, from: 0 }];
  return Array.from({ length: Math.ceil(fact.numbers.length / MOST_IDS) }, (_, part) => {
    const from = part * MOST_IDS;
    return { fact: { ...fact, numbers: fact.numbers.slice(from, from + MOST_IDS) }, from };
  });
}

/** Facts in messages as large as they may be, in their order; each is made when its turn comes. */
export function* messagesOf<One extends { readonly fact: Fact }>(facts: Iterable<One>): Generator<One[]> {
  let message: One[] = [];
  let ids = 0;
  for (const one of facts) {
    const more = idsIn(one.fact);
    if (message.length > 0 && (ids + more > MOST_IDS || message.length === MOST_FACTS)) {
      yield message;
      message = [];
      ids = 0;
    }
    message.push(one);
    ids += more;
  }
  if (message.length > 0) yield message;
}
