import { describe, expect, test } from 'vitest';
import { canonicalEvent } from '#shared/epcis/canonical-event.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { eventId } from '#shared/epcis/event-id.ts';
import { readJsonDocument } from '#shared/epcis/read-json.ts';
import { isRefusal } from '#shared/refusal.ts';
import { corpusJson, corpusText, hasCorpus } from './corpus.ts';

interface Hashed {
  document: string;
  events: { event: number; sha256: string; preHash?: string; unsettled?: unknown }[];
}
const folder = 'vectors/event-hash/';
const isJson = (document: string) => /\.json(ld)?$/.test(document);

function eventOf(document: string, index: number): EpcisEvent {
  const read = readJsonDocument(corpusText(folder + document));
  if (isRefusal(read)) throw new Error(`${read.detail} at ${read.at}`);
  const event = read.events[index];
  if (event === undefined) throw new Error(`no event ${index}`);
  return event;
}

describe.skipIf(!hasCorpus)('event hashes', () => {
  const load = (file: string) => (hasCorpus ? corpusJson<Hashed[]>(folder + file) : []);
  const settled = [...load('cases.json'), ...load('recomputed-examples.json')]
    .filter(({ document }) => isJson(document))
    .flatMap(({ document, events }) => events.map((expected) => ({ document, ...expected })))
    .filter(({ unsettled }) => unsettled === undefined);

  test('are known for many events', () => expect(settled.length).toBeGreaterThan(80));

  test.each(settled)('$document, event $event', ({ document, event, sha256, preHash }) => {
    const read = eventOf(document, event);
    if (preHash !== undefined) expect(canonicalEvent(read)).toBe(preHash);
    expect(eventId(read)).toBe(`ni:///sha-256;${sha256}?ver=CBV2.0`);
  });

  test('of events that tell the same are equal', () => {
    const [first, second] = [0, 1].map((index) =>
      eventId(eventOf('docs/equal-ReferenceEventHashAlgorithm.json', index)),
    );
    expect(first).toBe(second);
  });
});
