import { describe, expect, test } from 'vitest';
import { isRefusal } from '../refusal.ts';
import { described, messageKind } from './message.ts';
import { readDocument } from './read-document.ts';
import { readMessage } from './read-message.ts';

const poll =
  '<epcisq:Poll xmlns:epcisq="urn:epcglobal:epcis-query:xsd:2"><queryName>Q</queryName><params/></epcisq:Poll>';
const capture =
  '<e:EPCISCaptureJob xmlns:e="urn:epcglobal:epcis:xsd:2" running="true" success="true" captureID="1"><captureErrorBehaviour>proceed</captureErrorBehaviour></e:EPCISCaptureJob>';
const jsonJob = '{"captureID": "1", "running": true, "success": true, "captureErrorBehaviour": "proceed"}';

describe('a message is told by its root or its members', () => {
  test.each([
    ['a Poll', poll, 'query'],
    ['an EPCISCaptureJob', capture, 'capture-job'],
    ['parameters', '{"eventType": ["ObjectEvent"]}', 'query'],
    ['a query definition', '{"name": "n", "query": {}}', 'query'],
    ['a captureID', jsonJob, 'capture-job'],
    ['a byte order mark first', `\ufeff${jsonJob}`, 'capture-job'],
    ['white space first', `\n \t${jsonJob}`, 'capture-job'],
    ['white space before a declaration', `\ufeff\n <?xml version="1.0"?>${poll}`, 'query'],
    ['white space before the root', `\n\n${capture}`, 'capture-job'],
  ])('%s', (_what, text, is) => {
    expect(readMessage(text)).toMatchObject({ is });
  });

  test.each([
    ['nothing', {}, undefined],
    ['a list', [{ captureID: '1' }], undefined],
    ['a document', { type: 'EPCISDocument', captureID: 'x' }, undefined],
    ['an event', { type: 'ObjectEvent', EQ_x: 1 }, undefined],
    ['a document without its type', { epcisBody: {}, eventType: [] }, undefined],
    ['names of nobody’s', { foo: 1, Eventtype: [], EQ: 3, EQ_: 3 }, undefined],
    ['a parameter among others', { foo: 1, MATCH_epc: [] }, 'query'],
    ['master data parameters', { vocabularyName: ['urn:epcglobal:epcis:vtype:Location'] }, 'query'],
    ['the behaviour of a capture', { captureErrorBehaviour: 'rollback' }, 'capture-job'],
  ])('members of %s', (_what, tree, kind) => expect(messageKind(tree)).toBe(kind));
});

describe('a text without a message is refused', () => {
  test.each([
    ['nothing', '', /a value is missing|nothing|end of the text/],
    ['no JSON', 'hello', /value/],
    ['a number', '5', /neither a query nor a capture job/],
    ['a list of jobs', `[${jsonJob}]`, /neither/],
    ['a document with events in JSON', '{"@context": [], "type": "EPCISDocument"}', /neither/],
    ['XML of others', '<html><body/></html>', /no EPCIS document in <html>/],
    ['half a document', '<a><b></a>', /./],
    ['another message', '<q:GetQueryNames xmlns:q="urn:epcglobal:epcis-query:xsd:1"/>', /GetQueryNames is a message/],
    [
      'an error',
      '<q:SecurityException xmlns:q="urn:epcglobal:epcis-query:xsd:1"><reason>no</reason></q:SecurityException>',
      /report of an error/,
    ],
    ['two messages', `<soap>${poll}${poll}</soap>`, /second/],
    ['a cut-off end', poll.slice(0, -2), /./],
    ['text behind the end', `${poll}<x/>`, /./],
    ['JSON that goes too deep', `{"EQ_a": ${'['.repeat(100)}${']'.repeat(100)}}`, /nested deeper/],
    ['XML that goes too deep', '<a>'.repeat(100) + '</a>'.repeat(100), /nested deeper/],
    ['an entity', `<!DOCTYPE x [<!ENTITY a "b">]>${poll}`, /document type definition/],
  ])('%s', (_what, text, detail) => {
    const refusal = readMessage(text);
    expect(refusal).toMatchObject({ detail: expect.stringMatching(detail), rule: expect.anything() });
  });

  test('a document with events in XML, which is to be read as such', () => {
    const text =
      '<e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:2"><EPCISBody><EventList/></EPCISBody></e:EPCISDocument>';
    expect(readMessage(text)).toMatchObject({ refused: 'unsupported', remedy: 'read it as a document' });
    expect(isRefusal(readDocument(text))).toBe(false);
  });

  test('a text of any length', () => {
    expect(readMessage(' '.repeat(33 * 1024 * 1024))).toMatchObject({ refused: 'too-large' });
  });

  test('keeps line and column of XML that begins late', () => {
    const refusal = readMessage(
      `\n  <?xml version="1.0"?>\n<q:Poll xmlns:q="urn:epcglobal:epcis-query:xsd:2">\n <params/></q:Poll>`,
    );
    expect(refusal).toMatchObject({ line: 3, column: 1, detail: '<queryName> is missing' });
  });
});

describe('where a document with events is wanted', () => {
  test.each([
    ['a Poll', poll, 'Poll is a query to a repository ("Q", 0 parameters), not a document with events or master data'],
    ['a capture job', capture, 'EPCISCaptureJob is the state of a capture ("1", running, no error), not a document'],
    [
      'a query in JSON',
      '{"eventType": ["ObjectEvent"]}',
      'this is a query to a repository ("SimpleEventQuery", 1 parameter), not',
    ],
    ['a capture job in JSON', jsonJob, 'this is the state of a capture ("1", running, no error), not a document'],
  ])('%s is refused by its name', (_what, text, detail) => {
    expect(readDocument(text)).toMatchObject({ refused: 'unsupported', detail: expect.stringContaining(detail) });
  });

  test.each([
    ['a Poll', poll.replace('<queryName>Q</queryName>', ''), /queryName/],
    ['a capture job', capture.replace('proceed', 'stop'), /rollback or proceed/],
    ['a query in JSON', '{"query": {"EQ_action": []}}', /empty/],
    ['a capture job in JSON', jsonJob.replace('"1"', '""'), /identifier/],
  ])('%s that is wrong is refused for that', (_what, text, detail) => {
    expect(readDocument(text)).toMatchObject({ detail: expect.stringMatching(detail) });
    expect(readDocument(text)).toEqual(readMessage(text));
  });

  test('an event that breaks off is no message', () => {
    expect(readDocument('{"@context": [], "eventTime": "2026-03-01T10:00:00Z"}')).toMatchObject({
      refused: 'malformed',
    });
  });
});

test('a message is described in a few words, however long its names are', () => {
  const queryName = 'q'.repeat(500);
  expect(described({ is: 'query', query: { queryName, params: { a: '1' } } }).length).toBeLessThan(150);
  const job = { captureID: 'x'.repeat(500), running: false, success: false, captureErrorBehaviour: 'proceed' } as const;
  expect(described({ is: 'capture-job', job })).toMatch(/^the state of a capture \("x{80}", finished, with errors\)$/);
});
