import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { canonicalEvent } from '#shared/epcis/canonical-event.ts';
import type { EpcisDocument } from '#shared/epcis/document.ts';
import { isRefusal } from '#shared/refusal.ts';
import { comparable, comparableHead } from '../../kit/comparable.ts';
import { epcisForms, type FormName, formNames, through, told } from '../../kit/epcis-forms.ts';
import { exactEvent, exactInXml } from '../../kit/exact-event.ts';
import { corpusText, hasCorpus } from './corpus.ts';
import { dated, listedDocuments, readListed } from './documents.ts';

/** What is not read, with place and reason. All else is. */
const unread: Record<string, { at: RegExp; detail: RegExp }> = {
  // No documents: the state of a capture, and questions to a repository.
  'examples/gs1/xml-2.0/Example-CaptureJobWithErrorFile.xml': {
    at: /^1:1$/,
    detail: /^EPCISCaptureJob is the state of a capture/,
  },
  'examples/openepcis/xml-2.0/query-SimpleEventQuery.xml': {
    at: /^6:9 \/EPCISBody\/epcisq:Poll$/,
    detail: /^Poll is a query to a repository/,
  },
  'examples/openepcis/json-2.0/query-SimpleEventQuery.json': { at: /^$/, detail: /^this is a query to a repository/ },
  // A certificationInfo that is no URI; the published schema refuses it as well.
  'examples/fastnt/json-2.0/req-Request_ObjectEvent_WithMasterdata.json': {
    at: /^\/epcisBody\/eventList\/0\/certificationInfo$/,
    detail: /^"test" is not a URI$/,
  },
  // Texts of a test where URIs must stand: a reason of an error, identifiers.
  'examples/fastnt/xml-1.2/event-ObjectEvent_Full.xml': {
    at: /^16:7 \/baseExtension\/errorDeclaration\/reason$/,
    detail: /^"Test reason" is no value of errorReason/,
  },
  'samples/quartet/EParseCIS--epcis.xml': {
    at: /^226:25 .*\/TransformationEvent\[1\]\/baseExtension\/eventID$/,
    detail: /^"9db05f77-[-0-9a-f]+" is not a URI$/,
  },
  'samples/quartet/quartet_integrations--shipping.xml': {
    at: /^84:7 .*\/sourceList\/source\[1\]$/,
    detail: /^"0555555\.00001\.0" is not a URI$/,
  },
  'samples/quartet/quartet_output--commissioning.xml': {
    at: /^\d+:\d+ .*\/sourceList\/source\[1\]$/,
    detail: /^"0555555\.00001\.0" is not a URI$/,
  },
  // The XSDs refuse these, too: a default namespace on the members of ilmd, an eventTime without zone, ilmd of an OBSERVE.
  'samples/quartet/quartet-4nt4r3s--output.xml': {
    at: /^77:13 .*\/ObjectEvent\[1\]\/extension\/ilmd\/itemExpirationDate$/,
    detail: /^<itemExpirationDate> is not expected in <ilmd>$/,
  },
  'samples/quartet/quartet_integrations--generic-shipping_event_valid.xml': {
    at: /^6:17 .*\/ObjectEvent\[1\]\/eventTime$/,
    detail: /^"2021-02-02T04:00:11" is not a date and time with a zone$/,
  },
  'samples/quartet/quartet_integrations--rocit-test-data-epcis.xml': {
    at: /^174:21 .*\/ObjectEvent\[2\]\/extension\/ilmd$/,
    detail: /^ilmd stands only beside action ADD$/,
  },
  // Drafts of EPCIS 2.0 before its JSON was settled: blank nodes for identifiers, "format", schemaVersion as a number.
  'streaming/OneEvent.json': { at: /^\/id$/, detail: /^"_:document1" is not a URI$/ },
  'streaming/ThreeEvents.json': { at: /^\/id$/, detail: /^"_:document1" is not a URI$/ },
  'streaming/ThreeEvents-earlyEventList.json': { at: /^\/id$/, detail: /^"_:document1" is not a URI$/ },
  'streaming/ThreeEvents-earlyEventList-contextAtEnd.json': { at: /^\/id$/, detail: /^"_:document1" is not a URI$/ },
};

describe.skipIf(!hasCorpus)('published documents', () => {
  const documents = listedDocuments.filter(({ file }) => !file.startsWith('invalid/') && unread[file] === undefined);

  test('are many', () => expect(documents.length).toBeGreaterThan(150));

  test.each(documents)('$file survives every form', ({ file, eventTypes }) => {
    const document = dated(readListed(file));
    expect(document.events.map(({ type }) => type)).toEqual(eventTypes);
    for (const form of formNames) expectSame(through(form, document), document);
  });

  test.each(documents)('$file survives one form after the other', ({ file }) => {
    const document = dated(readListed(file));
    const there = formNames.reduce((before, form) => through(form, before), document);
    expectSame(
      [...formNames].reverse().reduce((before, form) => through(form, before), there),
      document,
    );
  });

  test.each(documents)('$file survives its own syntax exactly', ({ file }) => {
    for (const form of formsLike(corpusText(file))) expectExact(form, dated(readListed(file)));
  });

  test.each(documents)('$file gives the same in small pieces', ({ file, format }) => {
    const form = format === 'json-2.0' ? 'JSON 2.0' : 'XML 2.0';
    const text = corpusText(file);
    const pieces = text.match(/[\s\S]{1,7}/g) ?? [];
    expect(told(form, pieces)).toEqual(told(form, [text]));
  });
});

describe.skipIf(!hasCorpus)('real and large collections', () => {
  const files = hasCorpus
    ? [
        ...listed('samples/quartet', /\.xml$/),
        ...listed('datasets/fosstrak/capture-xml-1.0', /\.xml$/),
        'datasets/fosstrak/dataset-2.0.json',
        'datasets/fastnt/dataset-2.0.json',
        ...['OneEvent', 'QueryDocument', 'ThreeEvents'].map((name) => `streaming/${name}.json`),
        'streaming/ThreeEvents-earlyEventList.json',
        'streaming/ThreeEvents-earlyEventList-contextAtEnd.json',
      ]
    : [];

  test.each(files.filter((file) => unread[file] === undefined))('%s survives every form', (file) => {
    const document = dated(readListed(file));
    for (const form of formNames) expectSame(through(form, document), document);
    for (const form of formsLike(corpusText(file))) expectExact(form, document);
  });
});

function listed(folder: string, ending: RegExp): string[] {
  const names = readdirSync(new URL(`../../../../shared/corpus/epcis/${folder}/`, import.meta.url));
  return names.filter((name) => ending.test(name)).map((name) => `${folder}/${name}`);
}

/** Within one syntax nothing changes at all but prefixes that several events give different meanings. */
function expectExact(form: FormName, document: EpcisDocument): void {
  const back = through(form, document);
  const exact = form === 'JSON 2.0' ? exactEvent : exactInXml;
  expect(back.events.map(exact)).toEqual(document.events.map(exact));
  expect(comparableHead(back)).toEqual(comparableHead(document));
}

const isXml = (text: string): boolean => /^\ufeff?\s*</.test(text);
const formsLike = (text: string): readonly FormName[] => (isXml(text) ? formNames.slice(1) : ['JSON 2.0']);

function expectSame(back: EpcisDocument, document: EpcisDocument): void {
  expect(back.events.map(comparable)).toEqual(document.events.map(comparable));
  expect(back.events.map(canonicalEvent)).toEqual(document.events.map(canonicalEvent));
  expect(comparableHead(back)).toEqual(comparableHead(document));
}

describe.skipIf(!hasCorpus)('what is not read', () => {
  test.each(Object.entries(unread))('%s', (file, { at, detail }) => {
    const text = corpusText(file);
    const refusal = epcisForms[isXml(text) ? 'XML 2.0' : 'JSON 2.0'].read(text);
    if (!isRefusal(refusal)) throw new Error('it was read');
    expect(refusal.at ?? '').toMatch(at);
    expect(refusal.detail).toMatch(detail);
  });
});
