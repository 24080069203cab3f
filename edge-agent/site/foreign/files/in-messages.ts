import { MOST_IDS } from '../foreign-line.ts';
import { messagesOf } from '../in-messages.ts';
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
export const inMessages = (facts: readonly Placed[]): readonly Placed[][] => messagesOf(facts.flatMap(cut));
