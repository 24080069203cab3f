import type { EpcisDocument, EpcisHead } from '#shared/epcis/document.ts';
import type { Context, EpcisEvent } from '#shared/epcis/event.ts';
import { contextMergerFor } from '#shared/epcis/merge-contexts.ts';
import { readJsonDocument } from '#shared/epcis/read-json.ts';
import { jsonReader } from '#shared/epcis/read-json-stream.ts';
import type { EpcisReader, EpcisSink } from '#shared/epcis/reader.ts';
import { jsonDocument, jsonWriter } from '#shared/epcis/write-json.ts';
import { readXmlDocument, xmlDocumentReader } from '#shared/epcis/xml/read-xml-document.ts';
import { type XmlOptions, xmlDocument, xmlWriter } from '#shared/epcis/xml/write-xml-document.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';

/** One form of an EPCIS document, both ways. */
export interface EpcisForm {
  write(document: EpcisDocument): string | Refusal;
  /** The same by the writer for documents of any length, after its events were given one context. */
  writeInPieces(document: EpcisDocument): string | Refusal;
  read(text: string): EpcisDocument | Refusal;
  reader(sink: EpcisSink): EpcisReader;
}

/** What the writers of long documents have in common. */
interface Writer {
  start(): string | Refusal;
  event(event: EpcisEvent): string | Refusal;
  end(): string | Refusal;
}

function inPieces({ events, ...head }: EpcisDocument, open: (head: EpcisHead, context: Context) => Writer) {
  const merger = contextMergerFor(head);
  const admitted = events.map(merger.admit);
  const writer = open(head, merger.context());
  const pieces = [writer.start(), ...admitted.map(writer.event), writer.end()];
  return pieces.find(isRefusal) ?? pieces.join('');
}

const xml = (options: XmlOptions): EpcisForm => ({
  write: (document) => xmlDocument(document, options),
  writeInPieces: (document) => inPieces(document, (head, context) => xmlWriter(head, context, options)),
  read: (text) => readXmlDocument(text),
  reader: (sink) => xmlDocumentReader(sink),
});

/** Every form in which documents are written. */
export const epcisForms = {
  'JSON 2.0': {
    write: (document) => JSON.stringify(jsonDocument(document)),
    writeInPieces: (document) => inPieces(document, jsonWriter),
    read: readJsonDocument,
    reader: (sink) => jsonReader(sink),
  },
  'XML 2.0': xml({ version: '2.0' }),
  'XML 2.0, indented, with web URIs': xml({ version: '2.0', vocabulary: 'web-uri', indent: true }),
  'XML 1.2': xml({ version: '1.2' }),
} as const satisfies Record<string, EpcisForm>;

export type FormName = keyof typeof epcisForms;
export const formNames: readonly FormName[] = ['JSON 2.0', 'XML 2.0', 'XML 2.0, indented, with web URIs', 'XML 1.2'];

/** The value, or the end of the test. */
export function orThrow<T extends object | string>(value: T | Refusal): T {
  if (isRefusal(value)) throw new Error(`${value.refused}: ${value.detail} (at ${value.at}; ${value.rule})`);
  return value;
}

/** The document after it was written in a form and read again. */
export const through = (form: FormName, document: EpcisDocument): EpcisDocument =>
  orThrow(epcisForms[form].read(orThrow(epcisForms[form].write(document))));

/** A document that holds these events and says nothing else. */
export const documentOf = (...events: EpcisEvent[]): EpcisDocument => ({
  form: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-03-01T10:00:00.000Z',
  context: {},
  events,
});

/** What a reader tells, piece by piece. */
export interface Told {
  readonly events: EpcisEvent[];
  readonly refusals: Refusal[];
  readonly end: EpcisHead | Refusal;
}

/** Everything that the form's reader tells about a text that comes in these pieces. */
export function told(form: FormName, pieces: Iterable<string>): Told {
  const events: EpcisEvent[] = [];
  const refusals: Refusal[] = [];
  const reader = epcisForms[form].reader({
    event: (event) => events.push(event),
    refused: (some) => refusals.push(...some),
  });
  for (const piece of pieces) {
    const refused = reader.write(piece);
    if (refused !== undefined) return { events, refusals, end: refused };
  }
  return { events, refusals, end: reader.end() };
}

/** What is wrong with a text first, by the reader of the form; undefined when nothing is. */
export function refusalOf(form: FormName, pieces: string | Iterable<string>): Refusal | undefined {
  const { refusals, end } = told(form, typeof pieces === 'string' ? [pieces] : pieces);
  return refusals[0] ?? (isRefusal(end) ? end : undefined);
}
