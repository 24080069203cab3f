import { type Fact, MOST_FACTS, MOST_IDS } from '../foreign-line.ts';
import type { Placed } from './parcel.ts';

/** What names more numbers than a message takes, in parts; a container cannot be cut. */
function cut(placed: Placed): Placed[] {
  const { where, fact, place } = placed;
  if (!('numbers' in fact) || fact.numbers.length <= MOST_IDS) return [placed];
  const parts = Math.ceil(fact.numbers.length / MOST_IDS);
  return Array.from({ length: parts }, (_, part) => {
    const from = part * MOST_IDS;
    const numbers = fact.numbers.slice(from, from + MOST_IDS);
    const moved = (member: string) => member.replace(/^\/numbers\/(\d+)/, (_, at) => `/numbers/${Number(at) + from}`);
    return { where, fact: { ...fact, numbers }, place: (member) => place(moved(member)) };
  });
}

/** Facts in messages of no more than the port takes. */
export function inMessages(facts: readonly Placed[]): readonly Placed[][] {
  const parts: Placed[][] = [];
  let ids = Number.POSITIVE_INFINITY;
  for (const one of facts.flatMap(cut)) {
    const many = idsIn(one.fact);
    const last = parts.at(-1);
    if (last === undefined || ids + many > MOST_IDS || last.length === MOST_FACTS) {
      parts.push([one]);
      ids = many;
    } else {
      last.push(one);
      ids += many;
    }
  }
  return parts;
}

const idsIn = (fact: Fact): number => ('numbers' in fact ? fact.numbers.length : (fact.children?.length ?? 0) + 1);
