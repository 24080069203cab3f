import { jsonReader } from '#shared/epcis/read-json-stream.ts';
import type { EpcisReader, EpcisSink } from '#shared/epcis/reader.ts';
import { xmlDocumentReader } from '#shared/epcis/xml/read-xml-document.ts';
import { isRefusal } from '#shared/refusal.ts';
import { hostileJson, hostileXml, longDocumentJson, longDocumentXml } from './epcis-documents.ts';
import { mostMemory } from './most-memory.ts';

// Reads a document as the first argument says, of as many megabytes as the second, made while it is read, and tells the
// most memory that took. Hostile documents may be refused; others may not.
const [, , name = '', size = ''] = process.argv;
const characters = Number(size) * 1_000_000;

interface Work {
  readonly pieces: Iterable<string>;
  readonly open: (sink: EpcisSink) => EpcisReader;
}
const works: Record<string, () => Work> = {
  xml: () => ({ pieces: longDocumentXml(characters, 10), open: (sink) => xmlDocumentReader(sink) }),
  json: () => ({ pieces: longDocumentJson(characters, 10), open: (sink) => jsonReader(sink) }),
  'hostile-json': () => ({ pieces: hostileJson(characters), open: (sink) => jsonReader(sink) }),
  'hostile-xml': () => ({ pieces: hostileXml(characters), open: (sink) => xmlDocumentReader(sink) }),
};
const work = works[name]?.();
if (work === undefined) throw new Error(`nothing to read: ${name}`);
let events = 0;
let refused: string | undefined;
const reader = work.open({
  event: () => {
    events++;
  },
  refused: ([refusal]) => {
    refused ??= refusal?.detail;
  },
});
for (const piece of work.pieces) {
  refused ??= reader.write(piece)?.detail;
  if (refused !== undefined) break;
}
if (refused === undefined) {
  const end = reader.end();
  if (isRefusal(end)) refused = end.detail;
}
if (refused !== undefined && !name.startsWith('hostile')) throw new Error(refused);
console.log(JSON.stringify({ megabytes: mostMemory() / 1_000_000, events, refused }));
