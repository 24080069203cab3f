import { documentReader } from '#shared/epcis/read-document.ts';
import { isRefusal, type Refusal, refuse } from '#shared/refusal.ts';
import { inPieces } from '../../drop/in-pieces.ts';
import { factOfEvent } from '../facts-of-event.ts';
import type { ForeignOrder } from '../foreign-line.ts';
import { type Told, whole } from './parcel.ts';

/** Where the members of a fact stand in an event. */
const members: readonly (readonly [RegExp, string])[] = [
  [/^\/numbers/, '/epcList'],
  [/^\/children/, '/childEPCs'],
  [/^\/parent$/, '/parentID'],
  [/^\/level$/, '/parentID'],
  [/^\/at$/, '/eventTime'],
  [/^\/reason$/, '/disposition'],
];

/** Facts of an EPCIS document of any form. */
export async function eventFacts(text: string, order: ForeignOrder): Promise<Told | Refusal> {
  const told: Told[number][] = [];
  const reader = documentReader({
    event: (event, index) => {
      const where = { event: index + 1 };
      const fact = factOfEvent(event, order);
      told.push(isRefusal(fact) ? { where, refusal: fact } : { where, fact, place });
    },
    refused: ([refusal = refuse('malformed', 'cannot be read')], index) =>
      told.push({ where: { event: index + 1 }, refusal }),
  });
  for await (const piece of inPieces(text)) {
    const refused = reader.write(piece);
    if (refused !== undefined) return { remedy: whole, ...refused };
  }
  const head = reader.end();
  if (isRefusal(head)) return { remedy: whole, ...head };
  if (told.length > 0) return told;
  return refuse('malformed', 'it has no events', { rule: 'docs/line-files.md', remedy: 'Write down what happened.' });
}

function place(member: string): string {
  const [pattern, name] = members.find(([one]) => one.test(member)) ?? [/^/, ''];
  return member.replace(pattern, name);
}
