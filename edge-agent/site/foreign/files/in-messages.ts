import { inParts, messagesOf } from '../in-messages.ts';
import type { Placed } from './parcel.ts';

/** A fact in parts of which each knows where its members stand in the file. */
const cut = ({ where, fact, place }: Placed): Placed[] =>
  inParts(fact).map((part) => {
    const moved = (member: string) =>
      member.replace(/^\/numbers\/(\d+)/, (_, at) => `/numbers/${Number(at) + part.from}`);
    return { where, fact: part.fact, place: (member) => place(moved(member)) };
  });

/** Facts in messages of no more than the port takes. */
export const inMessages = (facts: Iterable<Placed>): Generator<Placed[]> => messagesOf(allCut(facts));

function* allCut(facts: Iterable<Placed>): Generator<Placed> {
  for (const one of facts) yield* cut(one);
}
