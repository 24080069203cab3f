import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { inPieces } from '../../drop/in-pieces.ts';
import { factOfEvent } from '../facts-of-event.ts';
import type { Fact, ForeignLine, ForeignOrder } from '../foreign-line.ts';
import { inParts, messagesOf } from '../in-messages.ts';
import { asText, problemIn } from './answer.ts';
import { nameOf } from './find-order.ts';
import { readEvents } from './read-events.ts';

/** Events that are looked at at once. */
const EVENTS = 200;

/** What became of a document: how many of its events were taken or known, and what is wrong with the others. */
export interface Taken {
  readonly taken: number;
  /** Each begins with its event, counted from 1. */
  readonly problems: readonly string[];
}

/**
 * Takes an EPCIS document of a line, XML or JSON, 1.2 or 2.0. Its events are said in messages as large as they may be, each with a token of
 * its own made of the document's: a document that was cut off in the middle is sent again, and what was taken is known.
 */
export async function takeDocument(
  line: ForeignLine,
  order: ForeignOrder,
  bytes: readonly Uint8Array[],
  token: string,
): Promise<Taken | Refusal> {
  const read = await readEvents(bytes);
  if (isRefusal(read)) return read;
  const problems = [...read.problems];
  const facts: { readonly event: number; readonly fact: Fact }[] = [];
  for await (const piece of inPieces(read.events, EVENTS))
    for (const { event, index } of piece) {
      const fact = factOfEvent(event, order);
      if (isRefusal(fact)) problems.push(`event ${index}: ${asText(fact)}`);
      else facts.push(...inParts(fact).map((part) => ({ event: index, fact: part.fact })));
    }
  let [i, taken] = [0, 0];
  for (const message of messagesOf(facts)) {
    const said = { order: nameOf(order), token: `${token}.${i++}`, facts: message.map(({ fact }) => fact) };
    const answer = await line.take({ ...said, group: token });
    if (isRefusal(answer)) return answer;
    for (const [place, result] of answer.results.entries()) {
      if (typeof result === 'string') taken += 1;
      problems.push(...problemIn(result).map((text) => `event ${message[place]?.event}: ${text}`));
    }
  }
  return { taken, problems };
}
