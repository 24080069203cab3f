import { describe, expect, test } from 'vitest';
import type { EpcisDocument, EpcisHead } from '#shared/epcis/document.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { eventId } from '#shared/epcis/event-id.ts';
import { readXmlDocument } from '#shared/epcis/xml/read-xml-document.ts';
import { type XmlOptions, xmlDocument } from '#shared/epcis/xml/write-xml-document.ts';
import { isRefusal } from '#shared/refusal.ts';
import { comparable, comparableHead } from '../../kit/comparable.ts';
import { orThrow, plainHead } from '../../kit/written-xml.ts';
import { xsdProblems } from '../../kit/xsd.ts';
import { hasCorpus } from './corpus.ts';
import { dated, listedDocuments, readListed } from './documents.ts';

const layouts: XmlOptions[] = [
  { version: '1.2' },
  { version: '1.2', indent: true },
  { version: '2.0' },
  { version: '2.0', vocabulary: 'web-uri', indent: true },
];

const problems = (document: EpcisDocument, options: XmlOptions): string[] =>
  xsdProblems(options.version, orThrow(xmlDocument(document, options)));

/** XML has no place for the identifier of a document. */
const aroundEvents = ({ events: _, id: __, ...head }: EpcisDocument) => comparableHead(head);

describe.skipIf(!hasCorpus)('published JSON documents, written as XML', () => {
  const valid = listedDocuments.filter(({ format, schemaValid }) => format === 'json-2.0' && schemaValid === true);

  test('are many', () => expect(valid.length).toBeGreaterThan(50));

  test.each(valid)('$file reads back as it was, in the published order', ({ file }) => {
    const document = dated(readListed(file));
    for (const options of layouts) {
      const again = readXmlDocument(orThrow(xmlDocument(document, options)), { order: 'published' });
      if (isRefusal(again)) throw new Error(`${again.detail} at ${again.at}`);
      expect(again.events.map(comparable)).toEqual(document.events.map(comparable));
      expect(again.events.map(eventId)).toEqual(document.events.map(eventId));
      expect(aroundEvents(again)).toEqual(aroundEvents(document));
    }
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
