import { describe, expect, test } from 'vitest';
import { canonicalEvent } from '#shared/epcis/canonical-event.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { eventId } from '#shared/epcis/event-id.ts';
import { readXml } from '../../kit/epcis-xml.ts';
import { corpusJson, corpusText, hasCorpus } from './corpus.ts';

interface Hashed {
  readonly document: string;
  readonly events: readonly { event: number; sha256: string; preHash?: string; unsettled?: unknown }[];
}
interface EqualSet {
  readonly name: string;
  readonly members: readonly { document: string; event: number }[];
  readonly sha256Recomputed: string;
}
interface Twins {
  readonly sha256: string;
  readonly members: readonly { file: string; event: number }[];
}

const folder = 'vectors/event-hash/';
const isXml = (file: string) => file.endsWith('.xml');
const uri = (digest: string) => `ni:///sha-256;${digest}?ver=CBV2.0`;

function eventOf(file: string, index: number): EpcisEvent {
  const event = readXml(corpusText(file)).events[index];
  if (event === undefined) throw new Error(`no event ${index}`);
  return event;
}

describe.skipIf(!hasCorpus)('hashes of events in XML', () => {
  const load = <Shape>(file: string) => (hasCorpus ? corpusJson<Shape[]>(folder + file) : []);

  const settled = load<Hashed>('cases.json')
    .filter(({ document }) => isXml(document))
    .flatMap(({ document, events }) => events.map((expected) => ({ document, ...expected })))
    .filter(({ unsettled }) => unsettled === undefined);
  const equal = load<EqualSet>('equal-sets.json').flatMap(({ name, members, sha256Recomputed: sha256 }) =>
    members.filter(({ document }) => isXml(document)).map((member) => ({ name, sha256, ...member })),
  );
  const twins = load<Twins>('format-twins.json').flatMap(({ sha256, members }) =>
    members.filter(({ file }) => isXml(file)).map((member) => ({ sha256, ...member })),
  );

  test('are known for many', () => {
    expect([settled.length, equal.length, twins.length].every((count) => count > 20)).toBe(true);
  });

  test.each(settled)('$document, event $event', ({ document, event, sha256, preHash }) => {
    const read = eventOf(folder + document, event);
    if (preHash !== undefined) expect(canonicalEvent(read)).toBe(preHash);
    expect(eventId(read)).toBe(uri(sha256));
  });

  test.each(equal)('$document, event $event, which tells the same as others', ({ document, event, sha256 }) => {
    expect(eventId(eventOf(folder + document, event))).toBe(uri(sha256));
  });

  test.each(twins)('$file, event $event, which is told in other forms as well', ({ file, event, sha256 }) => {
    expect(eventId(eventOf(file, event))).toBe(uri(sha256));
  });
});
