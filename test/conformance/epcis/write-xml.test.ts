import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EpcisDocument, EpcisHead } from '#shared/epcis/document.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { eventId } from '#shared/epcis/event-id.ts';
import { readJsonDocument } from '#shared/epcis/read-json.ts';
import { readXmlDocument } from '#shared/epcis/xml/read-xml-document.ts';
import { type XmlOptions, xmlDocument, xmlWriter } from '#shared/epcis/xml/write-xml-document.ts';
import { isRefusal } from '#shared/refusal.ts';
import { arbitraryEvent } from '../../kit/arbitrary-event.ts';
import { comparable, comparableHead } from '../../kit/comparable.ts';
import { orThrow, plainHead } from '../../kit/written-xml.ts';
import { xsdProblems } from '../../kit/xsd.ts';
import { corpusJson, corpusText, hasCorpus } from './corpus.ts';

interface Listed {
  file: string;
  format: string;
  schemaValid: boolean | null;
}

const layouts: XmlOptions[] = [
  { version: '1.2' },
  { version: '1.2', indent: true },
  { version: '2.0' },
  { version: '2.0', vocabulary: 'web-uri', indent: true },
];

/** The schemas want a date that a bare event does not have. */
const dated = (document: EpcisDocument): EpcisDocument => ({ creationDate: '2026-03-01T10:00:00Z', ...document });

const problems = (document: EpcisDocument, options: XmlOptions): string[] =>
  xsdProblems(options.version, orThrow(xmlDocument(dated(document), options)));

/** XML has no place for the identifier of a document. */
const aroundEvents = ({ events: _, id: __, ...head }: EpcisDocument) => comparableHead(head);

/** What is outside the schemas by itself, wherever it is written. */
const exceptions = {
  '1.2': [
    // EPCISEventListExtension2Type takes unqualified elements only: 1.2 has no place for an event type of somebody's own.
    /^\d+: Element '\{[^}]+\}[^']+': This element is not expected\. Expected is \( \* \)\.$/,
  ],
  '2.0': [
    // EPCISEventType takes one certificationInfo, JSON a list.
    /^\d+: Element 'certificationInfo': This element is not expected\./,
    // SensorMetadataType and SensorReportType have simple content: structures of others have no place in them.
    /^\d+: Element 'sensor(?:Metadata|Report)': Element content is not allowed/,
  ],
} as const;

const unexpected = (version: '1.2' | '2.0', found: string[]): string[] =>
  found.filter((problem) => !exceptions[version].some((exception) => exception.test(problem)));

describe.skipIf(!hasCorpus)('published JSON documents, written as XML', () => {
  const listed = hasCorpus ? corpusJson<Listed[]>('index.json') : [];
  const valid = listed.filter(({ format, schemaValid }) => format === 'json-2.0' && schemaValid === true);
  /** Its event is of a type of its own. */
  const ownType = 'examples/gs1/json-2.0/Extended-Event.json';

  test('are many', () => expect(valid.length).toBeGreaterThan(50));

  test.each(valid)('$file satisfies the schemas', ({ file }) => {
    const document = readJsonDocument(corpusText(file));
    if (isRefusal(document)) throw new Error(`${document.detail} at ${document.at}`);
    for (const options of layouts) {
      const found = problems(document, options);
      if (file === ownType && options.version === '1.2') expect(unexpected('1.2', found)).toEqual([]);
      else expect(found).toEqual([]);
    }
  });

  test.each(valid)('$file reads back as it was, in the published order', ({ file }) => {
    const document = readJsonDocument(corpusText(file));
    if (isRefusal(document)) throw new Error(`${document.detail} at ${document.at}`);
    for (const options of layouts) {
      const again = readXmlDocument(orThrow(xmlDocument(dated(document), options)), { order: 'published' });
      if (isRefusal(again)) throw new Error(`${again.detail} at ${again.at}`);
      expect(again.events.map(comparable)).toEqual(document.events.map(comparable));
      expect(again.events.map(eventId)).toEqual(document.events.map(eventId));
      expect(aroundEvents(again)).toEqual(aroundEvents(dated(document)));
    }
  });

  test.each(['datasets/fosstrak/dataset-2.0.json', 'datasets/fastnt/dataset-2.0.json'])(
    '%s satisfies the schemas',
    (file) => {
      const document = readJsonDocument(corpusText(file));
      if (isRefusal(document)) throw new Error(`${document.detail} at ${document.at}`);
      for (const options of layouts) expect(unexpected(options.version, problems(document, options))).toEqual([]);
    },
  );
});

/** The validator takes namespaces that are IRIs for errors, which they are to no XML parser. */
const isAscii = (event: EpcisEvent): boolean => !JSON.stringify(event['@context'] ?? {}).includes('é');

describe.skipIf(!hasCorpus)('any event, written as XML', () => {
  test.each(layouts)('satisfies the schemas: %j', (options) => {
    return fc.assert(
      fc.property(arbitraryEvent.filter(isAscii), (event) => {
        const xml = xmlDocument({ ...plainHead, events: [event] }, options);
        // Two prefixes of one namespace may make one attribute of two.
        if (isRefusal(xml)) expect(xml.rule).toBe('XML 1.0 §3.1 Attributes');
        else expect(unexpected(options.version, xsdProblems(options.version, xml))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test('together with others satisfies them too, whatever prefixes meet', () => {
    return fc.assert(
      fc.property(fc.array(arbitraryEvent.filter(isAscii), { maxLength: 6 }), (events) => {
        const writer = xmlWriter(plainHead, {}, { version: '2.0' });
        const pieces = [writer.start(), ...events.map((event) => writer.event(event)), writer.end()];
        const xml = pieces.filter((piece) => typeof piece === 'string').join('');
        expect(unexpected('2.0', xsdProblems('2.0', xml))).toEqual([]);
        expect(xsdProblems('2.0', orThrow(xmlDocument({ ...plainHead, events: [] }, { version: '2.0' })))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

describe.skipIf(!hasCorpus)('what stands around events', () => {
  const context = { ex: 'https://ns.example.org/' };
  const masterData = [
    {
      type: 'urn:epcglobal:epcis:vtype:Location',
      vocabularyElementList: [
        {
          id: 'urn:epc:id:sgln:0614141.00001.0',
          attributes: [
            { id: 'urn:epcglobal:cbv:mda#name', attribute: 'Warehouse <1>' },
            { id: 'urn:epcglobal:cbv:mda#latitude', attribute: 41.5 },
            { id: 'ex:about', attribute: { 'ex:size': 5, inner: ['a', 'b'] } },
            { id: 'ex:nothing' },
          ],
          children: ['urn:epc:id:sgln:0614141.00001.1'],
          'ex:note': 'x',
        },
      ],
      'ex:note': 'y',
    },
    { type: 'urn:epcglobal:epcis:vtype:Party' },
  ];
  const partners = {
    sender: 'urn:epc:id:sgln:0614141.00001.0',
    receiver: '5012345000015',
    instanceIdentifier: '1',
  };
  const heads: Partial<EpcisHead>[] = [
    {},
    partners,
    { sender: partners.sender },
    { receiver: partners.receiver },
    { instanceIdentifier: '7' },
    { masterData },
    { ...partners, masterData },
    { context, extensions: { '@ex:by': 'me', 'ex:a': { b: 1 } } },
  ];
  const forms: Partial<EpcisHead>[] = [
    { form: 'EPCISDocument' },
    { form: 'bare' },
    { form: 'EPCISMasterDataDocument' },
    { form: 'EPCISQueryDocument', queryName: 'SimpleEventQuery' },
    { form: 'EPCISQueryDocument', queryName: 'SimpleMasterDataQuery', subscriptionID: 's' },
  ];
  const event: EpcisEvent = {
    type: 'ObjectEvent',
    action: 'OBSERVE',
    eventTime: '2026-03-01T10:00:00Z',
    eventTimeZoneOffset: '+00:00',
    epcList: ['urn:epc:id:sgtin:0614141.107346.2018'],
  };

  test.each(forms.flatMap((form) => heads.map((head) => ({ ...form, ...head }))))(
    'satisfies the schemas: %j',
    (head) => {
      for (const options of layouts)
        for (const events of [[], [event]])
          expect(problems({ ...plainHead, context, ...head, events }, options)).toEqual([]);
    },
  );

  test.each(forms.flatMap((form) => heads.map((head) => ({ ...form, ...head }))))(
    'reads back as it was: %j',
    (head) => {
      for (const options of layouts)
        for (const events of [[], [event]]) {
          const document = { ...plainHead, context, ...head, events };
          const again = readXmlDocument(orThrow(xmlDocument(document, options)), { order: 'published' });
          if (isRefusal(again)) throw new Error(`${again.detail} at ${again.at}`);
          expect(again.events.map(comparable)).toEqual(events.map(comparable));
          expect(aroundEvents(again)).toEqual(aroundEvents(document));
        }
    },
  );

  test('has a place for what others added to header and body', () => {
    const added = { context, headerExtensions: { 'ex:a': '1' }, bodyExtensions: { 'ex:b': '2' } };
    expect(problems({ ...plainHead, ...added, events: [event] }, { version: '1.2' })).toEqual([]);
    // The header of the 2.0 schema has lost the wildcard that 1.2 had.
    expect(problems({ ...plainHead, ...added, events: [event] }, { version: '2.0' })).toEqual([
      expect.stringContaining("Element '{https://ns.example.org/}a': This element is not expected."),
    ]);
  });
});
