import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { envelopeNamespace } from './envelope.ts';
import { readEnvelope } from './read-envelope.ts';

const envelope = (body: string, { soap = '1.1', header = '' }: { soap?: '1.1' | '1.2'; header?: string } = {}) =>
  `<?xml version="1.0"?><s:Envelope xmlns:s="${envelopeNamespace[soap]}">${header}<s:Body>${body}</s:Body></s:Envelope>`;
const message = (name: string, inside: string, version = 1) =>
  `<q:${name} xmlns:q="urn:epcglobal:epcis-query:xsd:${version}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${inside}</q:${name}>`;
const poll = message(
  'Poll',
  `<queryName>SimpleEventQuery</queryName><params>
     <param><name>EQ_bizStep</name><value><string>urn:epcglobal:cbv:bizstep:shipping</string></value></param>
     <param><name>maxEventCount</name><value xsi:type="xsd:int">5</value></param></params>`,
);
const subscribe = (controls: string) =>
  message(
    'Subscribe',
    `<queryName>SimpleEventQuery</queryName><params/><dest>https://partner.example.com/in</dest>
     <controls>${controls}</controls><subscriptionID>s-1</subscriptionID>`,
  );

describe('an envelope', () => {
  test.each(['1.1', '1.2'] as const)('of SOAP %s with a Poll is a query', (soap) => {
    expect(readEnvelope(envelope(poll, { soap }))).toEqual({
      soap,
      epcis: '1.2',
      operation: {
        is: 'poll',
        query: { queryName: 'SimpleEventQuery', params: { EQ_bizStep: ['shipping'], maxEventCount: 5 } },
      },
    });
  });

  test.each([
    ['GetQueryNames', 'getQueryNames'],
    ['GetStandardVersion', 'getStandardVersion'],
    ['GetVendorVersion', 'getVendorVersion'],
  ])('with %s asks for no more than that', (name, is) => {
    expect(readEnvelope(envelope(message(name, '', 2)))).toEqual({ soap: '1.1', epcis: '2.0', operation: { is } });
  });

  test('subscribes by schedule or trigger', () => {
    const schedule = '<schedule><second>0</second><minute>[0-5],30</minute></schedule>';
    const since = '<initialRecordTime>2026-01-01T00:00:00Z</initialRecordTime>';
    expect(readEnvelope(envelope(subscribe(`${schedule}${since}<reportIfEmpty>true</reportIfEmpty>`)))).toMatchObject({
      operation: {
        is: 'subscribe',
        query: { queryName: 'SimpleEventQuery', params: {} },
        dest: 'https://partner.example.com/in',
        subscriptionID: 's-1',
        controls: {
          schedule: { second: '0', minute: '[0-5],30' },
          initialRecordTime: '2026-01-01T00:00:00Z',
          reportIfEmpty: true,
        },
      },
    });
    expect(
      readEnvelope(envelope(subscribe('<trigger>urn:ex:t</trigger><reportIfEmpty>0</reportIfEmpty>'))),
    ).toMatchObject({ operation: { controls: { trigger: 'urn:ex:t', reportIfEmpty: false } } });
  });

  test('unsubscribes and asks for subscriptions', () => {
    expect(readEnvelope(envelope(message('Unsubscribe', '<subscriptionID>s-1</subscriptionID>')))).toMatchObject({
      operation: { is: 'unsubscribe', subscriptionID: 's-1' },
    });
    expect(readEnvelope(envelope(message('GetSubscriptionIDs', '<queryName>q</queryName>')))).toMatchObject({
      operation: { is: 'getSubscriptionIDs', queryName: 'q' },
    });
  });

  test('may have headers that need not be understood', () => {
    const header = '<s:Header><w:Security xmlns:w="urn:w"><w:Poll/></w:Security></s:Header>';
    expect(readEnvelope(envelope(poll, { header }))).toMatchObject({ operation: { is: 'poll' } });
  });
});

describe('refused is', () => {
  test('a header that must be understood', () => {
    const header = '<s:Header><w:Security xmlns:w="urn:w" s:mustUnderstand="1"/></s:Header>';
    expect(readEnvelope(envelope(poll, { header }))).toMatchObject({
      fault: 'MustUnderstand',
      operation: { refused: 'unsupported' },
    });
  });

  test('another version of SOAP', () => {
    expect(readEnvelope('<Envelope xmlns="urn:other"><Body/></Envelope>')).toMatchObject({
      soap: '1.1',
      fault: 'VersionMismatch',
      operation: { refused: 'malformed', line: 1 },
    });
  });

  test.each([
    ['no envelope', poll],
    ['an empty body', envelope('')],
    ['something else', envelope('<x/>')],
    ['two messages', envelope(poll + poll)],
    ['an unfinished text', envelope(poll).slice(0, -20)],
    ['a Poll without a query', envelope(message('Poll', '<params/>'))],
    ['a subscription without a destination', envelope(message('Subscribe', '<queryName>q</queryName><params/>'))],
    ['no word on empty results', envelope(subscribe('<trigger>urn:ex:t</trigger>'))],
    ['the answer to a message', envelope(message('GetQueryNamesResult', ''))],
    ['a document type', '<!DOCTYPE x [<!ENTITY a "b">]><x/>'],
  ])('%s', (_, text) => {
    expect(readEnvelope(text)).toMatchObject({
      operation: { refused: expect.any(String), detail: expect.any(String) },
    });
  });

  test('any text that is none, without a throw', () => {
    const piece = fc.constantFrom('<', '>', '/', 's:', 'q:Poll', 'Envelope', 'Body', '<params>', poll, '&', '"', 'x');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const { operation } = readEnvelope(envelope(pieces.join('')));
        expect(typeof operation).toBe('object');
      }),
    );
  });
});
