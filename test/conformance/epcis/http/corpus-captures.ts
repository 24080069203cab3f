import { expect } from 'vitest';
import type { EpcisDocument } from '#shared/epcis/document.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { eventId } from '#shared/epcis/event-id.ts';
import { readDocument } from '#shared/epcis/read-document.ts';
import { isRefusal } from '#shared/refusal.ts';
import { comparable } from '../../../kit/comparable.ts';
import type { EpcisServer } from '../../../kit/epcis-server.ts';
import { corpusJson, corpusText, hasCorpus } from '../corpus.ts';
import { listedDocuments } from '../documents.ts';

/** A published document, and the capture of it over HTTP. */
export interface CorpusCapture {
  readonly file: string;
  readonly run: (server: EpcisServer) => Promise<void>;
}

/** Valid by the published schema or by none, yet no documents that are captured, with the reason. */
const refused = new Set([
  // The state of a capture, and questions to a repository.
  'examples/gs1/xml-2.0/Example-CaptureJobWithErrorFile.xml',
  'examples/openepcis/json-2.0/query-SimpleEventQuery.json',
  'examples/openepcis/xml-2.0/query-SimpleEventQuery.xml',
  // A certificationInfo that is no URI; the published schema refuses it as well. A reason of an error that is none.
  'examples/fastnt/json-2.0/req-Request_ObjectEvent_WithMasterdata.json',
  'examples/fastnt/xml-1.2/event-ObjectEvent_Full.xml',
  // Identifiers that are no URIs, which the XSD takes.
  'samples/quartet/EParseCIS--epcis.xml',
  'samples/quartet/quartet_integrations--shipping.xml',
  'samples/quartet/quartet_output--commissioning.xml',
]);

const tenants = ['acme-pharma', 'packright', 'medico'];

/**
 * All valid documents of the corpus. Some say different things under one eventID, which is a conflict within a tenant, and some say one thing in
 * several spellings, of which a repository keeps the first: each document goes to the first tenant where it is the first to be told, or else
 * to one that was told the same in another spelling.
 */
export function corpusCaptures(): CorpusCapture[] {
  if (!hasCorpus) return [];
  const samples = corpusJson<readonly { file: string; valid12Xsd?: boolean }[]>('samples/index.json');
  const files = [
    ...listedDocuments.map(({ file }) => file).filter((file) => !file.startsWith('invalid/')),
    ...samples.filter(({ valid12Xsd }) => valid12Xsd).map(({ file }) => file),
  ].filter((file) => !refused.has(file));
  const repositories = tenants.map((tenant) => ({ tenant, told: new Map<string, EpcisEvent>() }));
  return files.map((file) => {
    const text = corpusText(file);
    const { events } = documentIn(text);
    const fits = (told: ReadonlyMap<string, EpcisEvent>, sayingOf: (event: EpcisEvent) => unknown) =>
      events.every((event) => {
        const before = told.get(nameOf(event));
        return before === undefined || JSON.stringify(sayingOf(before)) === JSON.stringify(sayingOf(event));
      });
    const exact = repositories.find(({ told }) => fits(told, kept));
    const repository = exact ?? repositories.find(({ told }) => fits(told, hashOf));
    if (repository === undefined) throw new Error(`${file} contradicts documents at every tenant`);
    const { tenant, told } = repository;
    for (const event of events) if (!told.has(nameOf(event))) told.set(nameOf(event), event);
    const expected = events.map((event) => {
      const before = told.get(nameOf(event));
      return { event, asTold: before !== undefined && sameAs(before, event) ? kept : hashOf };
    });
    return { file, run: (server) => captureAndAsk(server, { tenant, text, expected }) };
  });
}

function documentIn(text: string): EpcisDocument {
  const document = readDocument(text);
  if (isRefusal(document)) throw new Error(`${document.detail} at ${document.at}`);
  return document;
}

const idOf = ({ recordTime: _, ...event }: EpcisEvent) => event.eventID ?? eventId(event);

/** An event and the declarations about it have one id. */
const nameOf = (event: EpcisEvent) => `${idOf(event)} ${event.errorDeclaration?.declarationTime ?? ''}`;

const hashOf = ({ recordTime: _, ...event }: EpcisEvent): unknown => eventId(event);

/** What a repository keeps of an event: all but the time of recording, which is its own. */
function kept(event: EpcisEvent): unknown {
  const { recordTime: _, ...rest } = event;
  return comparable({ ...rest, eventID: idOf(event) });
}

const sameAs = (a: EpcisEvent, b: EpcisEvent) => JSON.stringify(kept(a)) === JSON.stringify(kept(b));

interface Captured {
  readonly tenant: string;
  readonly text: string;
  /** Each event, and what of it must be the same of one that is told. */
  readonly expected: readonly { readonly event: EpcisEvent; readonly asTold: (event: EpcisEvent) => unknown }[];
}

async function captureAndAsk(server: EpcisServer, { tenant, text, expected }: Captured): Promise<void> {
  expect(await server.capture(text.replace(/^\ufeff/, ''), { tenant })).toMatchObject({ success: true, errors: [] });
  const ids = [...new Set(expected.map(({ event }) => idOf(event)))];
  const told = (await Promise.all(slices(ids).map((some) => askFor(server, tenant, some)))).flat();
  for (const { event, asTold } of expected) expect(told.map(asTold)).toContainEqual(asTold(event));
}

/** So many ids that a query string has room for them. */
const slices = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / 20) }, (_, i) => ids.slice(i * 20, i * 20 + 20));

async function askFor(server: EpcisServer, tenant: string, ids: readonly string[]) {
  const query = { EQ_eventID: ids.join('|'), perPage: '1000' };
  const headers = { 'gs1-epc-format': 'Never_Translates' };
  const { status, text } = await server.ask({ path: '/events', query, headers, tenant });
  expect({ status, text: text.slice(0, 500) }).toMatchObject({ status: 200 });
  return documentIn(text).events;
}
