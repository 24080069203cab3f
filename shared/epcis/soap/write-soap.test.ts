import { describe, expect, test } from 'vitest';
import { isRefusal, refuse } from '../../refusal.ts';
import type { EpcisEvent } from '../event.ts';
import { readDocument } from '../read-document.ts';
import { inEnvelope } from './envelope.ts';
import { exceptionOf } from './exception-of.ts';
import { faultXml } from './write-fault.ts';
import { queryResultsXml, resultXml } from './write-results.ts';

const event: EpcisEvent = {
  '@context': { ex: 'http://example.com/' },
  type: 'TransformationEvent',
  eventID: 'urn:uuid:1',
  eventTime: '2026-03-01T08:00:00Z',
  eventTimeZoneOffset: '+01:00',
  recordTime: '2026-03-01T08:01:00Z',
  bizStep: 'commissioning',
  inputEPCList: ['urn:epc:id:sgtin:9521321.054321.6'],
  outputEPCList: ['urn:epc:id:sgtin:9521321.054321.7'],
  'ex:note': 'fragile & <new>',
};

const text = (value: unknown): string => {
  if (typeof value !== 'string') throw new Error(JSON.stringify(value));
  return value;
};

describe('the results of a Poll', () => {
  test.each(['1.2', '2.0'] as const)('in EPCIS %s can be read back from their envelope', (version) => {
    const body = text(queryResultsXml({ queryName: 'SimpleEventQuery', events: [event] }, version));
    expect(body).toMatch(/^<epcisq:QueryResults xmlns:epcisq="urn:epcglobal:epcis-query:xsd:[12]"/);
    expect(body).toContain('urn:epcglobal:cbv:bizstep:commissioning');
    const document = readDocument(inEnvelope('1.1', body));
    if (isRefusal(document)) throw new Error(document.detail);
    expect(document).toMatchObject({ queryName: 'SimpleEventQuery', events: [event] });
  });

  test('stand where the schema of 1.2 has them', () => {
    const body = text(queryResultsXml({ queryName: 'q', events: [event] }, '1.2'));
    expect(body).toContain('<EventList>\n<extension><TransformationEvent>');
    expect(body).toContain('<baseExtension><eventID>urn:uuid:1</eventID></baseExtension>');
  });

  test('of master data are lists of vocabularies', () => {
    const masterData = [
      {
        type: 'urn:epcglobal:epcis:vtype:Location',
        vocabularyElementList: [
          {
            id: 'urn:epc:id:sgln:9521321.00017.0',
            attributes: [{ id: 'urn:epcglobal:cbv:mda#name', attribute: 'Site' }],
            children: ['urn:epc:id:sgln:9521321.00017.1'],
          },
        ],
      },
    ];
    const body = text(queryResultsXml({ queryName: 'SimpleMasterDataQuery', masterData }, '1.2'));
    const document = readDocument(inEnvelope('1.2', body));
    if (isRefusal(document)) throw new Error(document.detail);
    expect(document.masterData).toEqual(masterData);
  });

  test('with a character that XML does not have are refused, naming the place', () => {
    const refused = queryResultsXml({ queryName: 'q', events: [event, { ...event, 'ex:note': '\u0001' }] }, '1.2');
    expect(refused).toMatchObject({ refused: 'unsupported', at: '/events/1/ex:note' });
  });
});

describe('other answers', () => {
  test('are a list, a text or nothing', () => {
    const space = 'xmlns:epcisq="urn:epcglobal:epcis-query:xsd:1"';
    expect(resultXml('GetQueryNamesResult', ['a', '<b>'], '1.2')).toBe(
      `<epcisq:GetQueryNamesResult ${space}><string>a</string><string>&lt;b&gt;</string></epcisq:GetQueryNamesResult>`,
    );
    expect(resultXml('GetStandardVersionResult', '1.2', '1.2')).toBe(
      `<epcisq:GetStandardVersionResult ${space}>1.2</epcisq:GetStandardVersionResult>`,
    );
    expect(resultXml('SubscribeResult', [], '1.2')).toBe(`<epcisq:SubscribeResult ${space}></epcisq:SubscribeResult>`);
  });
});

describe('a fault', () => {
  const refusal = refuse('bad-parameter', 'EQ_x is unknown <here>', { at: 'EQ_x', rule: 'EPCIS', remedy: 'drop it' });
  const exception = 'QueryParameterException';

  test('in SOAP 1.1 is the client’s, always with status 500', () => {
    const { status, body } = faultXml(refusal, { soap: '1.1', epcis: '1.2', exception });
    expect(status).toBe(500);
    expect(body).toContain('<faultcode>soap:Client</faultcode>');
    expect(body).toContain(
      '<detail><epcisq:QueryParameterException xmlns:epcisq="urn:epcglobal:epcis-query:xsd:1">' +
        '<reason>EQ_x is unknown &lt;here&gt; (EQ_x; EPCIS). To do: drop it</reason></epcisq:QueryParameterException></detail>',
    );
  });

  test('in SOAP 1.2 is the sender’s, with status 400, or ours, with 500', () => {
    const sent = faultXml(refusal, { soap: '1.2', epcis: '2.0', exception });
    expect(sent).toMatchObject({ status: 400, body: expect.stringContaining('<soap:Value>soap:Sender</soap:Value>') });
    const ours = faultXml(refusal, { soap: '1.2', epcis: '2.0', exception: 'ImplementationException' });
    expect(ours).toMatchObject({ status: 500, body: expect.stringContaining('<severity>ERROR</severity>') });
  });

  test('of the envelope has the code that SOAP has for it', () => {
    const fault = faultXml(refusal, { soap: '1.1', epcis: '1.2', exception, code: 'MustUnderstand' });
    expect(fault.body).toContain('<faultcode>soap:MustUnderstand</faultcode>');
  });

  test('is told whatever characters its text has', () => {
    const { body } = faultXml(refuse('malformed', 'a \u0000 b'), { soap: '1.1', epcis: '1.2', exception });
    expect(body).toContain('<reason>a ? b</reason>');
  });
});

describe('a refusal is called', () => {
  test.each([
    [exceptionOf(refuse('not-found', '')), 'NoSuchNameException'],
    [exceptionOf(refuse('not-found', ''), 'unsubscribe'), 'NoSuchSubscriptionException'],
    [exceptionOf(refuse('conflict', ''), 'subscribe'), 'DuplicateSubscriptionException'],
    [exceptionOf(refuse('malformed', '', { at: '/dest' }), 'subscribe'), 'InvalidURIException'],
    [exceptionOf(refuse('unsupported', ''), 'subscribe'), 'SubscribeNotPermittedException'],
    [exceptionOf(refuse('too-many-results', ''), 'poll'), 'QueryTooLargeException'],
    [exceptionOf(refuse('not-permitted', '')), 'SecurityException'],
  ])('%s', (called, wanted) => expect(called).toBe(wanted));
});
