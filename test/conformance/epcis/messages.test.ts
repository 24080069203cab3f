import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Message } from '#shared/epcis/message.ts';
import { readDocument } from '#shared/epcis/read-document.ts';
import { readMessage } from '#shared/epcis/read-message.ts';
import { type MessageStyle, writeMessage } from '#shared/epcis/write-message.ts';
import { isRefusal, type Refusal } from '#shared/refusal.ts';
import { anyJob, anyQuery, sameMessage } from '../../kit/arbitrary-message.ts';
import { orThrow } from '../../kit/written-xml.ts';
import { xsdProblems } from '../../kit/xsd.ts';
import { corpusText, hasCorpus } from './corpus.ts';

const creationDate = '2026-03-01T10:00:00Z';
const poll = 'examples/openepcis/xml-2.0/query-SimpleEventQuery.xml';
const parameters = 'examples/openepcis/json-2.0/query-SimpleEventQuery.json';
const job = 'examples/gs1/xml-2.0/Example-CaptureJobWithErrorFile.xml';

function read(text: string): Message {
  const message = readMessage(text, { order: 'published' });
  if (isRefusal(message)) throw new Error(`${message.detail} at ${message.at}`);
  return message;
}

function refusalOf(file: string): Refusal {
  const answer = readMessage(corpusText(`invalid/openepcis/xml-2.0/${file}`), { order: 'published' });
  if (isRefusal(answer)) return answer;
  throw new Error('it was read');
}

const styles: readonly MessageStyle[] = [
  { to: 'json' },
  { to: 'xml', version: '2.0', creationDate },
  { to: 'xml', version: '2.0', vocabulary: 'web-uri', indent: true },
  { to: 'xml', version: '1.2', creationDate },
];

describe.skipIf(!hasCorpus)('the published messages', () => {
  test('are read: a Poll', () => {
    expect(read(corpusText(poll))).toEqual({
      is: 'query',
      query: {
        queryName: 'SimpleEventQuery',
        params: {
          eventType: ['ObjectEvent', 'AggregationEvent'],
          GE_eventTime: '2026-01-01T00:00:00+01:00',
          LT_eventTime: '2026-12-31T23:59:59+01:00',
          EQ_bizStep: ['shipping'],
          EQ_bizLocation: ['https://id.gs1.org/414/9521141123452'],
          MATCH_epc: ['https://id.gs1.org/01/09521141012345/21/2017'],
        },
      },
    });
  });

  test('are read: its twin in JSON, which asks for more', () => {
    const [xml, json] = [read(corpusText(poll)), read(corpusText(parameters))];
    if (xml.is !== 'query' || json.is !== 'query') throw new Error('they are no queries');
    expect(json.query).toMatchObject(xml.query);
    expect(json.query.params).toMatchObject({ GE_quantity: 1, eventCountLimit: 100, EQ_disposition: ['in_transit'] });
  });

  test('are read: a capture job', () => {
    expect(read(corpusText(job))).toEqual({
      is: 'capture-job',
      job: {
        captureID: '928c8567-3469-4ccd-930c-6aa31ef1ba66',
        running: false,
        success: false,
        captureErrorBehaviour: 'rollback',
        createdAt: '2022-03-03T10:33:31.116+01:00',
        finishedAt: '2022-03-03T10:33:45.001+01:00',
        errorFile: 'https://example.com/error/928c8567-3469-4ccd-930c-6aa31ef1ba66',
      },
    });
  });

  test.each([poll, parameters, job])('survive every form: %s', (file) => {
    const message = read(corpusText(file));
    for (const style of styles) {
      const text = writeMessage(message, style);
      if (isRefusal(text)) expect(text.detail).toBe('EPCIS 1.2 has no capture jobs');
      else expect(read(text)).toEqual(message);
    }
  });

  test.each([poll, parameters, job])('are no documents with events: %s', (file) => {
    expect(readDocument(corpusText(file))).toMatchObject({
      refused: 'unsupported',
      detail: expect.stringMatching(/(a query to a repository|the state of a capture) \(.*not a document with events/),
    });
  });
});

describe.skipIf(!hasCorpus)('the published messages that must be refused', () => {
  test('a query parameter without a value', () => {
    expect(refusalOf('query-QueryDocument_with_missing_value.xml')).toMatchObject({
      refused: 'malformed',
      at: '15:17 /EPCISBody/epcisq:Poll/params/param[2]',
      detail: 'the parameter "EQ_readPoint" has no value',
      rule: expect.stringContaining('EPCIS 2.0 §8.2.5'),
      remedy: expect.stringContaining('leave it out'),
    });
  });

  test('a Poll without queryName', () => {
    expect(refusalOf('querybody-Query_without_queryName.xml')).toMatchObject({
      refused: 'malformed',
      at: '6:9 /EPCISBody/epcisq:Poll',
      detail: '<queryName> is missing',
      rule: expect.stringContaining('query-2_0.xsd'),
    });
  });
});

/** `anyURI` of the XSD library knows URIs of letters only; it warns. */
const valid = (version: '1.2' | '2.0', text: string | Refusal) =>
  expect(xsdProblems(version, orThrow(text))).toEqual([]);

describe.skipIf(!hasCorpus)('what we write is valid by the published schemas', () => {
  test('every query as XML 2.0, in a document and alone', () =>
    fc.assert(
      fc.property(anyQuery, (query) => {
        valid('2.0', writeMessage({ is: 'query', query }, { to: 'xml', version: '2.0', creationDate, indent: true }));
        valid('2.0', writeMessage({ is: 'query', query }, { to: 'xml', version: '2.0' }));
      }),
      { numRuns: 200 },
    ));

  test('every query as XML 1.2, but what 1.2 cannot say', () =>
    fc.assert(
      fc.property(anyQuery, (query) => {
        const text = writeMessage({ is: 'query', query }, { to: 'xml', version: '1.2', creationDate });
        if (isRefusal(text)) expect(text.detail).toMatch(/EXISTS_/);
        else valid('1.2', text);
      }),
      { numRuns: 200 },
    ));

  test('every capture job as XML 2.0, and it is read back', () =>
    fc.assert(
      fc.property(anyJob, (one) => {
        const message: Message = { is: 'capture-job', job: one };
        const text = writeMessage(message, { to: 'xml', version: '2.0', indent: true });
        valid('2.0', text);
        expect(sameMessage(read(orThrow(text)))).toBe(sameMessage(message));
      }),
      { numRuns: 200 },
    ));
});
