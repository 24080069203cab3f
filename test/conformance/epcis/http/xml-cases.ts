import { expect } from 'vitest';
import { readDocument } from '#shared/epcis/read-document.ts';
import { isRefusal } from '#shared/refusal.ts';
import { comparableInKeys } from '../../../kit/comparable.ts';
import { jsonSample, xmlSample } from '../../../kit/epcis-samples.ts';
import { type EpcisServer, nextOf } from '../../../kit/epcis-server.ts';
import { type ConformanceCase, expectAnswer, oneAnswer, type Theme } from './conformance-case.ts';
import { packOf, storedEvent } from './sample-events.ts';

const clause = 'EPCIS 2.0 §10 XML binding';
const one = (id: string, what: string, run: ConformanceCase['run']): ConformanceCase => ({ id, what, clause, run });

/** A document of the samples about packs that nobody else has. */
const own = (document: string, word: string) =>
  document
    .replaceAll('054321.A1', `077777.${word}-1`)
    .replaceAll('054321.B2', `077777.${word}-2`)
    .replaceAll('sscc:9521321.1234567890', `giai:9521321.${word}`);

const found = (server: EpcisServer, word: string, more: object = {}) =>
  server.events({ path: '/events', query: { MATCH_anyEPC: packOf(`${word}-1`) }, ...more });

const captured = (version: string, document: string): ConformanceCase =>
  one(`XML ${version}, captured`, 'is told in JSON with bare words and the members of 2.0', async (server) => {
    const word = server.fresh('x');
    await server.capture(own(document, word));
    const events = await found(server, word);
    expect(events.map(({ type }) => type).sort()).toEqual(['AggregationEvent', 'ObjectEvent']);
    expect(events).toContainEqual(
      expect.objectContaining({
        bizStep: 'commissioning',
        'ex:line': 'P2',
        ilmd: { 'cbvmda:lotNumber': 'LOT-77', 'cbvmda:itemExpirationDate': '2028-03-31' },
      }),
    );
  });

const older = (version: string) => xmlSample('1.2').replace('schemaVersion="1.2"', `schemaVersion="${version}"`);

const quantity = `<QuantityEvent><eventTime>2026-03-01T09:00:00Z</eventTime><eventTimeZoneOffset>+01:00</eventTimeZoneOffset><epcClass>urn:epc:idpat:sgtin:9521321.077777.*</epcClass><quantity>7</quantity><bizStep>urn:epcglobal:cbv:bizstep:storing</bizStep><readPoint><id>urn:epc:id:sgln:9521321.00017.WORD</id></readPoint></QuantityEvent>`;

const ways: ConformanceCase[] = [
  ...['1.0', '1.1', '1.2'].map((version) => captured(version, older(version))),
  captured('2.0', xmlSample('2.0')),
  captured(
    '1.2 in a SOAP envelope',
    xmlSample('1.2')
      .replace(/<\?xml.*\?>\n/, '')
      .replace(
        /^([\s\S]*)$/,
        '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>$1</s:Body></s:Envelope>',
      ),
  ),
  one('XML, the same as JSON', 'one shipment in three forms is stored once', async (server) => {
    const word = server.fresh('x');
    for (const document of [jsonSample(), xmlSample('1.2'), xmlSample('2.0')])
      expect(await server.capture(own(document, word))).toMatchObject({ success: true, errors: [] });
    expect(await found(server, word)).toHaveLength(2);
  }),
  one('XML, QuantityEvent', 'of EPCIS 1.x becomes an ObjectEvent with one quantity', async (server) => {
    const word = server.fresh('x');
    await server.capture(xmlSample('1.2', [quantity.replace('WORD', word)]));
    const query = { EQ_readPoint: `urn:epc:id:sgln:9521321.00017.${word}` };
    expect(await server.events({ path: '/events', query })).toMatchObject([
      { type: 'ObjectEvent', action: 'OBSERVE', quantityList: [{ quantity: 7 }] },
    ]);
  }),
  oneAnswer(
    'XML, a document type',
    'is refused with everything it could declare',
    clause,
    { method: 'POST', path: '/capture', body: '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>' },
    { status: 400, problem: 'ValidationException' },
  ),
  oneAnswer(
    'XML, unfinished',
    'is refused with line and column',
    clause,
    { method: 'POST', path: '/capture', body: xmlSample('2.0').slice(0, 900) },
    { status: 400, problem: 'ValidationException' },
  ),
];

const asked: ConformanceCase[] = ['application/xml', 'text/xml', 'application/json;q=0.5, application/xml'].map(
  (accept) =>
    one(`XML, accepted as ${accept}`, 'is a query document of 2.0 that says the same as the JSON', async (server) => {
      const word = server.fresh('x');
      await server.capture(own(jsonSample(), word));
      const query = { MATCH_anyEPC: packOf(`${word}-1`) };
      const [xml, json] = await Promise.all(
        [accept, 'application/json'].map((form) => server.ask({ path: '/events', query, headers: { accept: form } })),
      );
      if (xml === undefined || json === undefined) throw new Error('two requests, two answers');
      expectAnswer(xml, {
        status: 200,
        headers: { 'content-type': /^(application|text)\/xml/ },
        body: /EPCISQueryDocument[^>]*"urn:epcglobal:epcis-query:xsd:2"/,
      });
      expect(saidIn(xml.text)).toEqual(saidIn(json.text));
    }),
);

function saidIn(text: string) {
  const document = readDocument(text);
  if (isRefusal(document)) throw new Error(document.detail);
  expect(document.events).toHaveLength(2);
  return document.events.map(comparableInKeys);
}

const single = one('XML, one event', 'a single event can be read in XML', async (server) => {
  const { eventID } = await storedEvent(server);
  const answered = await server.ask({
    path: `/events/${encodeURIComponent(eventID)}`,
    headers: { accept: 'application/xml' },
  });
  expectAnswer(answered, {
    status: 200,
    headers: { 'content-type': /xml/ },
    body: new RegExp(`<eventID>${eventID}</eventID>`),
  });
});

const unwritable: ConformanceCase = {
  id: 'XML, an event that it cannot carry',
  what: 'ends the page before it, and is then refused by name, with the Link to those behind it',
  clause: 'EPCIS 2.0 §12 REST binding, paging and errors',
  problem: '406 NotAcceptableException',
  run: async (server) => {
    const word = server.fresh('x');
    const step = `https://example.org/steps/${word}`;
    for (const more of [{}, { 'ex:a b': 'no name in XML' }, {}]) await storedEvent(server, { bizStep: step, ...more });
    const headers = { accept: 'application/xml' };
    const query = { EQ_bizStep: step, orderBy: 'recordTime', orderDirection: 'ASC' };
    const first = await server.ask({ path: '/events', query, headers });
    expectAnswer(first, { status: 200, body: /<ObjectEvent>/ });
    const second = await server.ask({ path: nextOf(first) ?? '', headers });
    expectAnswer(second, { status: 406, body: /NotAcceptableException/ });
    const third = await server.ask({ path: nextOf(second) ?? '', headers });
    expectAnswer(third, { status: 200, headers: { link: null }, body: /<ObjectEvent>/ });
  },
};

export const xmlTheme: Theme = { name: 'xml', cases: [...ways, ...asked, single, unwritable] };
