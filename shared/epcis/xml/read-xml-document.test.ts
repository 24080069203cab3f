import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  epcisXml,
  eventsXml,
  firstEvent,
  readXml,
  refusedXml,
  seen,
  seenXml,
  tellXml,
  WHEN,
  when,
} from '../../../test/kit/epcis-xml.ts';
import { xmlDocumentReader } from './read-xml-document.ts';

const list = (...names: string[]) =>
  `<VocabularyList>${names.map((name) => `<Vocabulary type="urn:epcglobal:epcis:vtype:${name}"/>`).join('')}</VocabularyList>`;

describe('a document is', () => {
  test.each(['1.0', '1.1', '1.2', '1'])('an EPCISDocument of version %s', (version) => {
    const text = eventsXml('1.2', seenXml()).replace('schemaVersion="1.2"', `schemaVersion="${version}"`);
    expect(readXml(text)).toEqual({
      form: 'EPCISDocument',
      schemaVersion: version,
      creationDate: '2026-03-01T10:00:00.000Z',
      context: {},
      events: [seen],
    });
  });

  test.each([
    ['1.2', '2.0', '1.2'],
    ['1.2', '1.3', '1.2'],
    ['1.2', '0', '1.2'],
    ['2.0', '1.2', '2.0'],
  ] as const)('of the version of its namespace for %s, whatever schemaVersion %s says', (version, said, read) => {
    const text = eventsXml(version, seenXml()).replace(`schemaVersion="${version}"`, `schemaVersion="${said}"`);
    expect(readXml(text)).toMatchObject({ schemaVersion: read, events: [seen] });
  });

  test.each(['QueryResults', 'q:QueryResults'])('an EPCISQueryDocument with %s', (results) => {
    const text = `<q:EPCISQueryDocument xmlns:q="urn:epcglobal:epcis-query:xsd:1" schemaVersion="1.2" creationDate="2026-03-01T10:00:00Z"><EPCISBody><${results}><queryName>Q</queryName><subscriptionID>S</subscriptionID><resultsBody><EventList>${seenXml()}</EventList></resultsBody><x:a xmlns:x="urn:x">1</x:a></${results}></EPCISBody></q:EPCISQueryDocument>`;
    expect(readXml(text)).toEqual({
      form: 'EPCISQueryDocument',
      schemaVersion: '1.2',
      creationDate: '2026-03-01T10:00:00Z',
      queryName: 'Q',
      subscriptionID: 'S',
      bodyExtensions: { 'x:a': '1' },
      context: { x: 'urn:x' },
      events: [seen],
    });
  });

  test('an EPCISQueryDocument with master data', () => {
    const text = `<q:EPCISQueryDocument xmlns:q="urn:epcglobal:epcis-query:xsd:2"><EPCISBody><q:QueryResults><queryName>Q</queryName><resultsBody>${list('Location')}</resultsBody></q:QueryResults></EPCISBody></q:EPCISQueryDocument>`;
    expect(readXml(text)).toMatchObject({ masterData: [{ type: 'urn:epcglobal:epcis:vtype:Location' }], events: [] });
  });

  test('an EPCISMasterDataDocument', () => {
    const text = `<m:EPCISMasterDataDocument xmlns:m="urn:epcglobal:epcis-masterdata:xsd:1" schemaVersion="1.0" creationDate="2026-03-01T10:00:00Z"><EPCISBody>${list('Party')}</EPCISBody></m:EPCISMasterDataDocument>`;
    expect(readXml(text)).toMatchObject({
      form: 'EPCISMasterDataDocument',
      masterData: [{ type: 'urn:epcglobal:epcis:vtype:Party' }],
    });
  });

  test.each([
    ['bare', seenXml()],
    [
      'bare and qualified',
      seenXml()
        .replaceAll(/<(\/?)(\w)/g, '<$1e:$2')
        .replace('Event', 'Event xmlns:e="urn:epcglobal:epcis:xsd:2"'),
    ],
    ['in a list', `<EventList>${seenXml()}</EventList>`],
  ])('an event, %s', (_, text) => {
    expect(readXml(text)).toEqual({ form: 'bare', context: {}, events: [seen] });
  });

  test('a bare event that says what documents say', () => {
    const text = seenXml().replace(
      '<ObjectEvent',
      '<ObjectEvent schemaVersion="2.0" creationDate="2026-03-01T10:00:00Z"',
    );
    expect(readXml(text)).toMatchObject({ form: 'bare', schemaVersion: '2.0', creationDate: '2026-03-01T10:00:00Z' });
  });

  test('a bare VocabularyList', () => {
    expect(readXml(list('Party', 'Location'))).toEqual({
      form: 'bare',
      context: {},
      masterData: [{ type: 'urn:epcglobal:epcis:vtype:Party' }, { type: 'urn:epcglobal:epcis:vtype:Location' }],
      events: [],
    });
  });

  test('events right in the body', () => expect(readXml(epcisXml('1.2', seenXml())).events).toEqual([seen]));

  test('without events', () => {
    for (const body of ['', '<EventList/>', '<EventList> </EventList>'])
      expect(readXml(epcisXml('2.0', body)).events).toEqual([]);
    expect(readXml('<EPCISDocument/>').events).toEqual([]);
  });
});

describe('a document may stand', () => {
  const soap = (inner: string) =>
    `<?xml version="1.0"?>\n<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><a><b>x</b></a></s:Header>\n<s:Body><m:process xmlns:m="urn:m" version="1">\n${inner}\n</m:process></s:Body></s:Envelope>`;

  test('in an envelope', () => expect(readXml(soap(eventsXml('1.2', seenXml()))).events).toEqual([seen]));

  test('in an envelope as a CDATA section, with the right places', () => {
    const text = soap(`  <![CDATA[\n<?xml version="1.0"?>\n${eventsXml('1.2', seenXml('<bizStep>none</bizStep>'))}]]>`);
    expect(tellXml([text]).refusals).toMatchObject([
      { line: 8, at: expect.stringContaining('/ObjectEvent[1]/bizStep') },
    ]);
    const lines = text.split('\n');
    expect(lines[7]?.slice(tellXml([text]).refusals[0]?.column ?? 0).startsWith('bizStep>none')).toBe(true);
  });

  test('in an envelope as escaped text', () => {
    const escaped = eventsXml('2.0', seenXml()).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
    expect(readXml(soap(escaped)).events).toEqual([seen]);
  });

  test('in one line of CDATA', () => {
    const text = `<w><![CDATA[${seenXml('<bizStep>none</bizStep>')}]]></w>`;
    const [refusal] = tellXml([text]).refusals;
    expect(refusal).toMatchObject({ line: 1, column: text.indexOf('<bizStep>') + 1 });
  });

  test('as the results of a query in an envelope', () => {
    const results = `<q:QueryResults xmlns:q="urn:epcglobal:epcis-query:xsd:1"><queryName>Q</queryName><resultsBody><EventList>${seenXml()}</EventList></resultsBody></q:QueryResults>`;
    expect(readXml(soap(results))).toMatchObject({ form: 'EPCISQueryDocument', queryName: 'Q', events: [seen] });
  });

  test('once', () => {
    const document = eventsXml('1.2', seenXml());
    expect(refusedXml(soap(`${document}\n${document}`))).toContain('a second EPCIS document stands beside the first');
    expect(refusedXml(soap(`${document}\n<![CDATA[${document}]]>`))).toContain('a second EPCIS document');
  });

  test('nowhere, and then there is none', () => {
    expect(refusedXml(soap('<x/>'))).toBe('1:1: there is no EPCIS document in <Envelope>');
    expect(refusedXml(soap('<![CDATA[<html><br></html>]]>'))).toContain('no EPCIS document');
    expect(refusedXml(soap(seenXml()))).toContain('no EPCIS document');
  });

  test('not in a text inside a text', () => {
    const twice = `<w>${'<EPCISDocument/>'.replaceAll('<', '&lt;')}</w>`
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;');
    expect(refusedXml(`<w>${twice}</w>`)).toContain('no EPCIS document');
  });
});

describe('what senders do', () => {
  test('standard elements with the namespace of the root, by prefix or by default', () => {
    const inner = seenXml().replaceAll(/<(\/?)(\w)/g, '<$1epcis:$2');
    expect(readXml(eventsXml('1.2', inner)).events).toEqual([seen]);
    const all = eventsXml('1.2', seenXml())
      .replace('<epcis:EPCISDocument xmlns:epcis=', '<EPCISDocument xmlns=')
      .replace('</epcis:', '</');
    expect(readXml(all).events).toEqual([seen]);
  });

  test('standard elements with the namespace of another version, or none at all', () => {
    const other = seenXml().replace('<ObjectEvent>', '<ObjectEvent xmlns="urn:epcglobal:epcis:xsd:2">');
    expect(readXml(eventsXml('1.2', other)).events).toEqual([seen]);
    expect(
      readXml(`<EPCISDocument><EPCISBody><EventList>${seenXml()}</EventList></EPCISBody></EPCISDocument>`).events,
    ).toEqual([seen]);
  });

  test('declarations on every element', () => {
    const text = seenXml(
      '<ex:a xmlns:ex="https://ns.example.org/epcis/">1</ex:a><x:b xmlns:x="urn:x"/><x:b xmlns:x="urn:y"/>',
    );
    expect(firstEvent(eventsXml('1.2', text))).toMatchObject({ 'ex:a': '1', 'x:b': '', 'x2:b': '' });
  });

  test('white space, comments and instructions around and in values', () => {
    const text = `<ObjectEvent>${WHEN}<epcList>\n<!-- one -->\n<epc>\n  urn:epc:id:sgtin:<!-- -->9521321.054321.A1\n</epc>\n</epcList><?p i?><action> OBSERVE\t</action><bizStep>\n urn:epcglobal:cbv:bizstep:shipping </bizStep></ObjectEvent>`;
    expect(firstEvent(eventsXml('2.0', text))).toEqual({ ...seen, bizStep: 'shipping' });
  });

  test('times with more than three digits of a second', () => {
    const time = '2026-03-01T09:30:00.017069617Z';
    expect(firstEvent(eventsXml('2.0', seenXml(`<recordTime>${time}</recordTime>`)))).toMatchObject({
      recordTime: time,
    });
  });

  test('creation dates without zone', () => {
    const text = eventsXml('1.2').replace('10:00:00.000Z', '10:00:00.123456');
    expect(readXml(text).creationDate).toBe('2026-03-01T10:00:00.123456');
  });

  test('xsi:type, xsi:nil and xml:lang on standard elements', () => {
    const text = seenXml(
      '<bizStep xsi:type="xsd:anyURI" xml:lang="en">urn:epcglobal:cbv:bizstep:shipping</bizStep>' +
        '<quantityList><quantityElement><epcClass>urn:x:1</epcClass><quantity xsi:nil="true"/></quantityElement></quantityList>',
    );
    expect(firstEvent(eventsXml('1.2', text))).toEqual({
      ...seen,
      bizStep: 'shipping',
      quantityList: [{ epcClass: 'urn:x:1' }],
    });
  });

  test('a DOCTYPE that is a name alone', () => {
    expect(readXml(`<?xml version="1.0"?>\n<!DOCTYPE project>\n${eventsXml('2.0', seenXml())}`).events).toEqual([seen]);
  });

  test('booleans as words and digits, decimals as XML has them', () => {
    const report = (attributes: string) =>
      `<sensorElementList><sensorElement><sensorReport type="gs1:Temperature" ${attributes}/></sensorElement></sensorElementList>`;
    const read = (attributes: string) =>
      JSON.stringify(firstEvent(eventsXml('2.0', seenXml(report(attributes)))).sensorElementList);
    expect(read('booleanValue="1"')).toContain('"booleanValue":true');
    expect(read('booleanValue=" false "')).toContain('"booleanValue":false');
    expect(read('value="+5" minValue=".5" maxValue="5." meanValue="007" sDev="26.0" percRank="1E2"')).toContain(
      '"value":5,"minValue":0.5,"maxValue":5,"meanValue":7,"sDev":26.0,"percRank":1E2',
    );
  });

  test('web URIs and URNs for the words of CBV', () => {
    const more =
      '<bizStep>https://ref.gs1.org/cbv/BizStep-shipping</bizStep><disposition>urn:epcglobal:cbv:disp:in_transit</disposition>';
    expect(firstEvent(eventsXml('2.0', seenXml(more)))).toEqual({
      ...seen,
      bizStep: 'shipping',
      disposition: 'in_transit',
    });
  });
});

describe('reading in pieces', () => {
  test('tells events as they come, with their places', () => {
    const text = eventsXml('2.0', `\n${seenXml()}\n`, `\n<extension>${seenXml()}</extension>`);
    expect(tellXml([text])).toMatchObject({
      events: [seen, seen],
      places: ['4:1 /EPCISBody/EventList/ObjectEvent[1]', '6:12 /EPCISBody/EventList/extension/ObjectEvent[2]'],
      end: { form: 'EPCISDocument' },
    });
    expect(tellXml([seenXml()]).places).toEqual(['1:1']);
  });

  test('ends as often as it is asked to', () => {
    const reader = xmlDocumentReader({ event: () => undefined, refused: () => undefined });
    reader.write(eventsXml('2.0', seenXml()));
    const end = reader.end();
    expect(end).toMatchObject({ form: 'EPCISDocument' });
    expect(reader.end()).toBe(end);
  });

  test('any pieces tell the same', () => {
    const text = eventsXml(
      '1.2',
      seenXml('\n<bizStep>none</bizStep>\n<ex:a xsi:type="xsd:int">1</ex:a>'),
      seenXml('\r\n<bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep><ex:b>\u{1F48A} &amp; x</ex:b>'),
      `<AggregationEvent>${WHEN}<childEPCs>${'\n<epc>urn:x:1</epc>'.repeat(3)}</childEPCs><action>ADD</action></AggregationEvent>`,
    );
    const whole = tellXml([text]);
    expect(whole.events).toHaveLength(1);
    return fc.assert(
      fc.property(fc.array(fc.nat(text.length), { maxLength: 10 }), (cuts) => {
        const ends = [...cuts, text.length].sort((a, b) => a - b);
        expect(tellXml(ends.map((end, index) => text.slice(ends[index - 1] ?? 0, end)))).toEqual(whole);
      }),
    );
  });

  test('a long list is read wherever its blocks end', () => {
    const epcs = Array.from({ length: 5000 }, (_, index) => `urn:epc:id:sgtin:9521321.054321.${index}`);
    const text = eventsXml(
      '2.0',
      `<ObjectEvent>${WHEN}<epcList>${epcs.map((epc) => `\n  <epc>${epc}</epc>`).join('')}</epcList><action>ADD</action></ObjectEvent>`,
    );
    expect(firstEvent(text)).toEqual({ type: 'ObjectEvent', ...when, epcList: epcs, action: 'ADD' });
    const broken = text.replace('.4321<', '.43 21<');
    expect(tellXml([broken]).refusals).toMatchObject([
      { line: 4 + 4321, column: 3, at: '4325:3 /EPCISBody/EventList/ObjectEvent[1]/epcList/epc[4322]' },
    ]);
  });

  test('a fault of the document ends the reading, the events before it were told', () => {
    const text = eventsXml('2.0', seenXml(), '<ObjectEvent>').repeat(1);
    const { events, end } = tellXml([text]);
    expect(events).toEqual([seen]);
    expect(end).toMatchObject({ refused: 'malformed', detail: expect.stringContaining('unexpected close tag') });
  });
});
