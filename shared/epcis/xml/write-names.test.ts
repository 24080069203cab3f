import { describe, expect, test } from 'vitest';
import { anEvent, orThrow, plainHead, refusedEvent, written } from '../../../test/kit/written-xml.ts';
import type { JsonObject } from '../../wire/json.ts';
import { xmlDocument } from './write-xml-document.ts';

/** The root's start tag and the events, each event's start tag with what it declares. */
function document(...events: JsonObject[]): { root: string; events: string[] } {
  const text = orThrow(xmlDocument({ ...plainHead, events: events.map(anEvent) }, { version: '2.0' }));
  const root = /<epcis:EPCISDocument ([^>]*) schemaVersion/.exec(text)?.[1] ?? '';
  return { root, events: [...text.matchAll(/<ObjectEvent(.*)<\/ObjectEvent>/g)].map(([, event = '']) => event) };
}

const EPCIS = 'xmlns:epcis="urn:epcglobal:epcis:xsd:2"';
const tail = (event: string | undefined) => event?.replace(/.*<\/action>/, '');
const head = (event: string | undefined) => event?.replace(/<eventTime>.*/, '');

describe('namespaces', () => {
  test('are declared once, on the root, under the sender’s prefix', () => {
    const event = { '@context': { ex: 'https://a.example/' }, 'ex:a': '1' };
    const { root, events } = document(event, event);
    expect(root).toBe(`${EPCIS} xmlns:ex="https://a.example/"`);
    expect(events.map(head)).toEqual(['>', '>']);
    expect(events.map(tail)).toEqual(['<ex:a>1</ex:a>', '<ex:a>1</ex:a>']);
  });

  test('that nothing needs are not declared', () => {
    expect(document({ '@context': { ex: 'https://a.example/' } }).root).toBe(EPCIS);
  });

  test('of values’ types are declared when there are such values', () => {
    expect(document({ 'cbvmda:a': 1 }).root).toBe(
      `${EPCIS} xmlns:cbvmda="urn:epcglobal:cbv:mda:" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"`,
    );
    const sensed = { sensorElementList: [{ sensorReport: [{ type: 'Speed' }] }] };
    expect(document(sensed).root).toBe(`${EPCIS} xmlns:gs1="https://gs1.org/voc/"`);
  });

  test('that two events call by one prefix are declared where they differ', () => {
    const { root, events } = document(
      { '@context': { ex: 'https://a.example/' }, 'ex:a': '1' },
      { '@context': { ex: 'https://b.example/' }, 'ex:a': '2' },
    );
    expect(root).toBe(`${EPCIS} xmlns:ex="https://a.example/"`);
    expect(events.map(head)).toEqual(['>', ' xmlns:ex="https://b.example/">']);
    expect(events.map(tail)).toEqual(['<ex:a>1</ex:a>', '<ex:a>2</ex:a>']);
  });

  test('that two events call by two prefixes have one', () => {
    const { root, events } = document(
      { '@context': { ex: 'https://a.example/' }, 'ex:a': '1' },
      { '@context': { ey: 'https://a.example/' }, 'ey:a': '2' },
    );
    expect(root).toBe(`${EPCIS} xmlns:ex="https://a.example/"`);
    expect(events.map(tail)).toEqual(['<ex:a>1</ex:a>', '<ex:a>2</ex:a>']);
  });

  test('never change their meaning inside one event', () => {
    const { root, events } = document(
      { '@context': { ex: 'https://a.example/' }, 'ex:a': '1' },
      // Here `ex` is taken by the time the root's meaning of it is needed.
      { '@context': { ex: 'https://b.example/', ey: 'https://a.example/' }, 'ex:a': '2', 'ey:b': '3' },
      { '@context': { ex: 'https://b.example/', ey: 'https://a.example/' }, 'ey:b': '3', 'ex:a': '2' },
    );
    expect(root).toBe(
      `${EPCIS} xmlns:ex="https://a.example/" xmlns:ey="https://a.example/" xmlns:ex2="https://b.example/"`,
    );
    expect(events.map(head)).toEqual(['>', ' xmlns:ex="https://b.example/">', '>']);
    expect(events.map(tail)).toEqual([
      '<ex:a>1</ex:a>',
      '<ex:a>2</ex:a><ey:b>3</ey:b>',
      '<ex:b>3</ex:b><ex2:a>2</ex2:a>',
    ]);
  });

  test('are escaped', () => {
    expect(document({ '@context': { ex: 'https://a.example/?a="b"&c=<d>' }, 'ex:a': '1' }).root).toBe(
      `${EPCIS} xmlns:ex="https://a.example/?a=&quot;b&quot;&amp;c=&lt;d&gt;"`,
    );
  });

  test('may be told by a term definition', () => {
    expect(written({ '@context': { ex: { '@id': 'https://a.example/', '@prefix': true } }, 'ex:a': '1' })).toContain(
      '<ex:a>1</ex:a>',
    );
  });
});

describe('prefixes', () => {
  test.each([
    ['epcisq', 'epcisq2'],
    ['sbdh', 'sbdh2'],
    ['xsi', 'xsi2'],
    ['xml', 'ns1'],
    ['xmlns', 'ns1'],
    ['XmlThing', 'ns1'],
    ['1st', 'ns1'],
    ['a b', 'ns1'],
    ['', 'ns1'],
  ])('that XML or the writer needs itself are renamed: "%s"', (prefix, renamed) => {
    const { root, events } = document({ '@context': { [prefix]: 'https://a.example/' }, [`${prefix}:a`]: '1' });
    expect(root).toBe(`${EPCIS} xmlns:${renamed}="https://a.example/"`);
    expect(events.map(tail)).toEqual([`<${renamed}:a>1</${renamed}:a>`]);
  });

  test('of the standard mean in XML what its JSON context says', () => {
    const { root, events } = document({
      'epcis:a': '1',
      'xsd:b': '2',
      'gs1:c': '3',
      'dcterms:d': '4',
      'rdfs:comment': '5',
    });
    expect(root).toBe(
      `${EPCIS} xmlns:epcis2="https://ref.gs1.org/epcis/" xmlns:xsd2="http://www.w3.org/2001/XMLSchema#" xmlns:gs1="https://gs1.org/voc/"` +
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#"',
    );
    expect(events.map(tail)).toEqual([
      '<epcis2:a>1</epcis2:a><xsd2:b>2</xsd2:b><gs1:c>3</gs1:c><dcterms:d>4</dcterms:d><rdfs:comment>5</rdfs:comment>',
    ]);
  });

  test('avoid numbers that are taken', () => {
    const context = { xsi: 'https://a.example/', xsi2: 'https://b.example/' };
    expect(tail(document({ '@context': context, 'xsi2:b': '1', 'xsi:a': '2' }).events[0])).toBe(
      '<xsi2:b>1</xsi2:b><xsi3:a>2</xsi3:a>',
    );
  });

  test('of master data are the usual one for both spellings of its namespace', () => {
    const sent = { '@context': { cbvmda2: 'urn:epcglobal:cbv:mda' }, 'cbvmda2:lotNumber': '1' };
    expect(tail(document(sent).events[0])).toBe('<cbvmda:lotNumber>1</cbvmda:lotNumber>');
    expect(document(sent).root).toBe(`${EPCIS} xmlns:cbvmda="urn:epcglobal:cbv:mda"`);
    expect(tail(document({ ...sent, 'cbvmda:lotNumber': '2' }).events[0])).toBe(
      '<cbvmda:lotNumber>1</cbvmda:lotNumber><cbvmda2:lotNumber>2</cbvmda2:lotNumber>',
    );
  });
});

describe('a full URI for a name', () => {
  test.each([
    ['https://a.example/ns#size', 'https://a.example/ns#', 'size'],
    ['https://a.example/ns/size', 'https://a.example/ns/', 'size'],
    ['urn:example:full:width', 'urn:example:full:', 'width'],
  ])('is split before its last part: %s', (uri, namespace, local) => {
    const { root, events } = document({ [uri]: '1' });
    expect(root).toBe(`${EPCIS} xmlns:ns1="${namespace}"`);
    expect(events.map(tail)).toEqual([`<ns1:${local}>1</ns1:${local}>`]);
  });

  test('uses the prefix that its namespace has already', () => {
    const event = { '@context': { ex: 'https://a.example/ns/' }, 'ex:a': '1', 'https://a.example/ns/b': '2' };
    expect(tail(document(event).events[0])).toBe('<ex:a>1</ex:a><ex:b>2</ex:b>');
  });

  test('is no CURIE of a prefix called like its scheme', () => {
    const event = { '@context': { https: 'urn:x:' }, 'https:a': '1', 'https://a.example/b': '2' };
    expect(tail(document(event).events[0])).toBe('<https:a>1</https:a><ns1:b>2</ns1:b>');
  });

  test.each(['https://a.example/ns/', 'https://a.example/ns/1', 'urn:example:a b'])(
    'is refused when that part is no name: %s',
    (uri) => {
      expect(refusedEvent({ [uri]: '1' })).toMatchObject({
        refused: 'unsupported',
        detail: expect.stringContaining(uri),
      });
    },
  );
});

describe('a namespace that no element can have', () => {
  test.each(['http://www.w3.org/2000/xmlns/', '', 'urn:x:\u0001'])('is refused: %j', (namespace) => {
    expect(refusedEvent({ '@context': { ex: namespace }, 'ex:a': '1' })).toMatchObject({
      refused: 'unsupported',
      at: '/events/0/ex:a',
    });
  });
});
