import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EpcisDocument } from '#shared/epcis/document.ts';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { readJsonDocument } from '#shared/epcis/read-json.ts';
import { type XmlOptions, xmlDocument } from '#shared/epcis/xml/write-xml-document.ts';
import { isRefusal } from '#shared/refusal.ts';
import { arbitraryEvent } from '../../kit/arbitrary-event.ts';
import { documentOf, epcisForms, orThrow } from '../../kit/epcis-forms.ts';
import { schemaCheck } from '../../kit/json-schema.ts';
import { xsdProblems } from '../../kit/xsd.ts';
import { corpusJson, corpusText, hasCorpus } from './corpus.ts';
import { dated, listedDocuments, readListed } from './documents.ts';
import { asTheSchemaKnows, unexcused } from './schema-limits.ts';

const jsonProblems = hasCorpus ? schemaCheck(corpusJson<object>('schema/json/EPCIS-JSON-Schema.json')) : () => [];

/** Documents that are no documents of events or master data. */
const otherThings = /CaptureJob|SimpleEventQuery/;
const valid = listedDocuments.filter(({ file, schemaValid }) => schemaValid === true && !otherThings.test(file));

/** Every way of laying XML out. */
const layouts: XmlOptions[] = [
  { version: '1.2' },
  { version: '1.2', indent: true },
  { version: '2.0' },
  { version: '2.0', vocabulary: 'web-uri', indent: true },
];

/** What the schemas say against a document that no thing in its events excuses. */
const problemsOf = (document: EpcisDocument, options: XmlOptions): string[] =>
  unexcused(options.version, document.events, xsdProblems(options.version, orThrow(xmlDocument(document, options))));

describe.skipIf(!hasCorpus)('what we write of a valid document is valid', () => {
  test('of many', () => expect(valid.length).toBeGreaterThan(130));

  test.each(valid)('$file as JSON', ({ file }) => {
    const text = orThrow(epcisForms['JSON 2.0'].write(dated(readListed(file))));
    expect(jsonProblems(JSON.parse(text))).toEqual([]);
  });

  test.each(valid)('$file as XML', ({ file }) => {
    for (const options of layouts) expect(problemsOf(dated(readListed(file)), options)).toEqual([]);
  });

  test.each(['datasets/fosstrak/dataset-2.0.json', 'datasets/fastnt/dataset-2.0.json'])('%s as XML', (file) => {
    for (const options of layouts) expect(problemsOf(dated(readListed(file)), options)).toEqual([]);
  });

  test('one document has an event of its own type, for which 1.2 has no place', () => {
    const document = dated(readListed('examples/gs1/json-2.0/Extended-Event.json'));
    const problems = xsdProblems('1.2', orThrow(xmlDocument(document, { version: '1.2' })));
    expect(problems).toEqual([expect.stringContaining("CustomEvent': This element is not expected")]);
  });
});

/** JSON-LD takes any prefix; the schema checks names as URIs, and these begin like none. */
const likeSchemes = ({ '@context': context = {} }: EpcisEvent): boolean =>
  Object.keys(context).every((prefix) => /^[A-Za-z][A-Za-z0-9+.-]*$/.test(prefix));

describe.skipIf(!hasCorpus)('what we write of any event is valid', () => {
  test('as JSON', () =>
    fc.assert(
      fc.property(arbitraryEvent.filter(likeSchemes), (event) => {
        const { epcisBody, ...head } = JSON.parse(orThrow(epcisForms['JSON 2.0'].write(documentOf(event))));
        const eventList = epcisBody.eventList.map(asTheSchemaKnows);
        expect(jsonProblems({ ...head, epcisBody: { eventList } })).toEqual([]);
      }),
      { numRuns: 300 },
    ));

  test.each(layouts)('as XML: %j', (options) =>
    fc.assert(
      fc.property(arbitraryEvent, (event) => {
        expect(problemsOf(documentOf(event), options)).toEqual([]);
      }),
      { numRuns: 200 },
    ),
  );

  test.each(['1.2', '2.0'] as const)('together with others, whatever prefixes meet, as XML %s', (version) =>
    fc.assert(
      fc.property(fc.array(arbitraryEvent, { maxLength: 6 }), (events) => {
        const xml = orThrow(epcisForms[`XML ${version}`].writeInPieces(documentOf(...events)));
        expect(unexcused(version, events, xsdProblems(version, xml))).toEqual([]);
      }),
      { numRuns: 100 },
    ),
  );
});

describe.skipIf(!hasCorpus)('the schema and the reader', () => {
  const json = listedDocuments.filter(({ format }) => format === 'json-2.0');

  test.each(json)('agree about $file', ({ file, schemaValid }) => {
    if (schemaValid === null) return;
    expect(isRefusal(readJsonDocument(corpusText(file)))).toBe(!schemaValid);
  });
});
