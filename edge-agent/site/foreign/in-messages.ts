import { type Fact, MOST_FACTS, MOST_IDS } from './foreign-line.ts';

const idsIn = (fact: Fact): number => ('numbers' in fact ? fact.numbers.length : 1 + (fact.children?.length ?? 0));

/** Facts in messages as large as they may be, in their order. */
export function messagesOf<One extends { readonly fact: Fact }>(facts: readonly One[]): One[][] {
  const messages: One[][] = [];
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
