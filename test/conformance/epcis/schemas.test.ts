import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJsonDocument } from '#shared/epcis/read-json.ts';
import { isRefusal } from '#shared/refusal.ts';
import { arbitraryEvent, standardEvent } from '../../kit/arbitrary-event.ts';
import { documentOf, epcisForms, orThrow } from '../../kit/epcis-forms.ts';
import { schemaCheck } from '../../kit/json-schema.ts';
import { xsdProblems } from '../../kit/xsd.ts';
import { corpusJson, corpusText, hasCorpus } from './corpus.ts';
import { dated, listedDocuments, readListed } from './documents.ts';

const jsonProblems = hasCorpus ? schemaCheck(corpusJson<object>('schema/json/EPCIS-JSON-Schema.json')) : () => [];

/** Documents that are no documents of events or master data. */
const otherThings = /CaptureJob|SimpleEventQuery/;
const valid = listedDocuments.filter(({ file, schemaValid }) => schemaValid === true && !otherThings.test(file));

/** The XSD of 1.2 has no place for an event of somebody's own type: EventList takes elements without namespace only. */
const beyondXsd12: Record<string, RegExp> = {
  'examples/gs1/json-2.0/Extended-Event.json': /CustomEvent'?: This element is not expected/,
};

describe.skipIf(!hasCorpus)('what we write of a valid document is valid', () => {
  test('of many', () => expect(valid.length).toBeGreaterThan(130));

  test.each(valid)('$file as JSON', ({ file }) => {
    const text = orThrow(epcisForms['JSON 2.0'].write(dated(readListed(file))));
    expect(jsonProblems(JSON.parse(text))).toEqual([]);
  });

  test.each(valid)('$file as XML 2.0', ({ file }) => {
    for (const form of ['XML 2.0', 'XML 2.0, indented, with web URIs'] as const)
      expect(xsdProblems('2.0', orThrow(epcisForms[form].write(dated(readListed(file)))))).toEqual([]);
  });

  test.each(valid)('$file as XML 1.2', ({ file }) => {
    const text = orThrow(epcisForms['XML 1.2'].write(dated(readListed(file))));
    expect(others(xsdProblems('1.2', text), beyondXsd12[file])).toEqual([]);
  });
});

const others = (problems: string[], known: RegExp | undefined): string[] =>
  problems.filter((problem) => known === undefined || !known.test(problem));

/**
 * Things that the model and the standard allow and an XSD does not: more than one certificationInfo, structures inside the
 * readings of a sensor, which the XSD makes text, and namespaces that are IRIs, of which it only warns.
 */
const known20 = /certificationInfo|content type is a simple type|is not a valid URI/;
const known12 = /is not a valid URI/;

/**
 * The document as far as the JSON Schema knows the standard. It takes URIs where the standard takes IRIs, refuses the
 * URNs of CBV for values of somebody's own, and knows lasting dispositions in two types of events only.
 */
function asTheSchemaKnows(json: string): unknown {
  const text = json
    .replaceAll(/[^\x20-\x7e]/g, 'x')
    .replaceAll(/"(@?)_p(\d*[":])/g, '"$1p$2')
    .replaceAll(/urn:epcglobal:cbv:(bizstep|bt):|https:\/\/ref\.gs1\.org\/cbv\//g, 'urn:example:')
    .replaceAll('{"exception":"ALARM_CONDITION"}', '{"type":"Temperature"}');
  return JSON.parse(text, (name, value) => (name === 'persistentDisposition' ? undefined : value));
}

describe.skipIf(!hasCorpus)('what we write of any event is valid', () => {
  test('as JSON', () =>
    fc.assert(
      fc.property(arbitraryEvent, (event) => {
        const text = orThrow(epcisForms['JSON 2.0'].write(documentOf(event)));
        expect(jsonProblems(asTheSchemaKnows(text))).toEqual([]);
      }),
      { numRuns: 250 },
    ));

  test('as XML 2.0', () =>
    fc.assert(
      fc.property(standardEvent, (event) => {
        const text = orThrow(epcisForms['XML 2.0, indented, with web URIs'].write(documentOf(event)));
        expect(others(xsdProblems('2.0', text), known20)).toEqual([]);
      }),
      { numRuns: 250 },
    ));

  test('as XML 1.2, where sensors, lasting dispositions and associations have no schema', () =>
    fc.assert(
      fc.property(standardEvent, (event) => {
        const text = orThrow(epcisForms['XML 1.2'].write(documentOf(event)));
        expect(others(xsdProblems('1.2', text), known12)).toEqual([]);
      }),
      { numRuns: 250 },
    ));
});

describe.skipIf(!hasCorpus)('the schema and the reader', () => {
  const json = listedDocuments.filter(({ format }) => format === 'json-2.0');

  test.each(json)('agree about $file', ({ file, schemaValid }) => {
    if (schemaValid === null) return;
    expect(isRefusal(readJsonDocument(corpusText(file)))).toBe(!schemaValid);
  });
});
