import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { readJsonDocument } from '#shared/epcis/read-json.ts';
import { isRefusal } from '#shared/refusal.ts';
import { orThrow } from '../../kit/epcis-forms.ts';
import { readXml, refusedXml, tellXml } from '../../kit/epcis-xml.ts';
import { corpusJson, corpusText, hasCorpus } from './corpus.ts';
import { listedDocuments } from './documents.ts';

/** No documents with events or master data, and one whose texts are those of a test where URIs must stand. */
const unread = [
  'examples/gs1/xml-2.0/Example-CaptureJobWithErrorFile.xml',
  'examples/openepcis/xml-2.0/query-SimpleEventQuery.xml',
  'examples/fastnt/xml-1.2/event-ObjectEvent_Full.xml',
];
/** Its extension names a type by a prefix that it does not declare, which is no matter of order or presence. */
const open = ['examples/openepcis/xml-1.2/AssociationEvent_all_possible_fields.xml'];

describe.skipIf(!hasCorpus)('published XML documents', () => {
  const xml = listedDocuments.filter(({ file, format }) => format !== 'json-2.0' && !file.startsWith('invalid/'));
  const read = xml.filter(({ file }) => !unread.includes(file));

  test('are many, of both versions', () => {
    expect(read.filter(({ format }) => format === 'xml-1.2').length).toBeGreaterThan(25);
    expect(read.filter(({ format }) => format === 'xml-2.0').length).toBeGreaterThan(60);
  });

  test.each(read)('$file is read', ({ file, eventTypes, root }) => {
    const document = readXml(corpusText(file));
    expect(document.events.map(({ type }) => type)).toEqual(eventTypes);
    expect(document.form).toBe(root.startsWith('EPCIS') ? root : 'bare');
  });

  const sound = read.filter(({ schemaValid }) => schemaValid === true);

  test.each(sound)('$file keeps the published order', ({ file }) => {
    const { refusals, end } = tellXml([corpusText(file)], { order: 'published' });
    expect(refusals).toEqual([]);
    expect(isRefusal(end)).toBe(false);
  });

  test.each(read.filter(({ file, schemaValid }) => schemaValid === false && !open.includes(file)))(
    '$file does not',
    ({ file }) => {
      const { refusals, end } = tellXml([corpusText(file)], { order: 'published' });
      expect(refusals.length > 0 || isRefusal(end)).toBe(true);
    },
  );

  test.each(unread)('%s is refused with a reason', (file) => {
    const { refusals, end } = tellXml([corpusText(file)]);
    const all = [...refusals, ...(isRefusal(end) ? [end] : [])];
    expect(all.length).toBeGreaterThan(0);
    for (const refusal of all)
      expect(refusal).toMatchObject({ line: expect.any(Number), column: expect.any(Number), rule: expect.any(String) });
  });
});

interface Sample {
  readonly file: string;
  readonly schemaVersion: string | null;
  readonly events: number;
  readonly eventTypes: readonly string[];
}

/** What these partners' events have wrong: how many, and the first. All else of them is read. */
const faulty: Record<string, { count: number; first: RegExp }> = {
  'EParseCIS--epcis.xml': { count: 1, first: /eventID: "9db05f77-[-0-9a-f]+" is not a URI$/ },
  'quartet-4nt4r3s--output.xml': {
    count: 2,
    first: /ilmd\/itemExpirationDate: <itemExpirationDate> is not expected in <ilmd>$/,
  },
  'quartet_integrations--generic-shipping_event_valid.xml': {
    count: 1,
    first: /eventTime: "2021-02-02T04:00:11" is not a date and time with a zone$/,
  },
  'quartet_integrations--rocit-test-data-epcis.xml': { count: 1, first: /ilmd stands only beside action ADD$/ },
  'quartet_integrations--shipping.xml': { count: 1, first: /source\[1\]: "0555555\.00001\.0" is not a URI$/ },
  'quartet_output--commissioning.xml': { count: 1, first: /source\[1\]: "0555555\.00001\.0" is not a URI$/ },
};

describe.skipIf(!hasCorpus)('documents of real senders', () => {
  const samples = (hasCorpus ? corpusJson<Sample[]>('samples/index.json') : [])
    .filter(({ file }) => file.endsWith('.xml'))
    .map((sample) => ({ ...sample, name: sample.file.replace('samples/quartet/', '') }));

  test('are seventeen', () => expect(samples).toHaveLength(17));

  test.each(samples)('$name is read, but for events with faults', ({ file, name, events, eventTypes }) => {
    const told = tellXml([corpusText(file)]);
    const refused = new Set(told.refusals.map(({ at }) => /\w+Event\[\d+\]/.exec(at ?? '')?.[0]));
    expect(isRefusal(told.end)).toBe(false);
    expect(refused.size).toBe(faulty[name]?.count ?? 0);
    expect(told.events.length + refused.size).toBe(events);
    if (refused.size === 0)
      expect([...new Set(told.events.map(({ type }) => type))].sort()).toEqual([...eventTypes].sort());
    const [first] = told.refusals;
    if (first !== undefined) expect(`${first.at}: ${first.detail}`).toMatch(faulty[name]?.first ?? /never/);
  });

  test('say who sent them', () => {
    const { end } = tellXml([corpusText('samples/quartet/quartet_epcis--ushc_commission.xml')]);
    expect(end).toMatchObject({
      sender: 'urn:epc:id:sgln:0355555.00000.10',
      receiver: 'urn:epc:id:sgln:08600000000.0.00',
      instanceIdentifier: '00155D045E011ED9988D630F9A6133F4',
      headerExtensions: { 'gs1ushc:dscsaTransactionStatement': { 'gs1ushc:affirmTransactionStatement': 'true' } },
    });
  });
});

describe.skipIf(!hasCorpus)('the EPCIS 1.0 documents of a repository', () => {
  const folder = 'datasets/fosstrak/capture-xml-1.0/';
  const files = hasCorpus
    ? readdirSync(new URL(`../../../../shared/corpus/epcis/${folder}`, import.meta.url)).sort()
    : [];

  /** The restatement writes its extensions' namespace with a # at the end and numbers as such; it gives each event an identifier. */
  const told = (event: EpcisEvent) => {
    const { eventID: _id, '@context': context, ...rest } = JSON.parse(JSON.stringify(event));
    const namespaces = Object.values(context ?? {}).map((namespace) => String(namespace).replace(/#$/, ''));
    const members = Object.entries(rest).map(([name, value]) => [name, name.includes(':') ? String(value) : value]);
    return { ...Object.fromEntries(members), namespaces };
  };

  test('tell the same events as their restatement in EPCIS 2.0', () => {
    const documents = files.map((file) => readXml(corpusText(folder + file)));
    const restated = orThrow(readJsonDocument(corpusText('datasets/fosstrak/dataset-2.0.json')));
    const events = documents.flatMap((document) => document.events);
    expect(events).toHaveLength(155);
    expect(events.map(told)).toEqual(restated.events.map(told));
  });

  test('bring their master data', () => {
    const { masterData = [] } = readXml(corpusText(`${folder}9_masterdata.xml`));
    expect(masterData.map(({ vocabularyElementList = [] }) => vocabularyElementList.length)).toEqual([
      5, 2, 2, 10, 5, 9,
    ]);
  });
});

test.skipIf(!hasCorpus)('a published document that was cut off is refused wherever it ends', () => {
  const text = corpusText('examples/openepcis/xml-1.2/TransformationEvent_all_possible_fields.xml').trimEnd();
  for (let length = 0; length < text.length; length += 97) expect(refusedXml(text.slice(0, length))).toBeDefined();
});
