import { describe, expect, test } from 'vitest';
import { epcisXml, eventsXml, firstEvent, readXml, seenXml } from '../../../test/kit/epcis-xml.ts';
import { canonicalEvent } from '../canonical-event.ts';

const inside = (xml: string) => firstEvent(eventsXml('2.0', seenXml(xml)));
const member = (xml: string) => JSON.parse(JSON.stringify(inside(xml)['ex:a'] ?? null));
const digits = (xml: string) => JSON.stringify(inside(xml)['ex:a']);

describe('somebody else’s element is', () => {
  test.each([
    ['its text', '<ex:a> text </ex:a>', 'text'],
    ['an empty text', '<ex:a/>', ''],
    ['a number where it says so', '<ex:a xsi:type="xsd:integer">10</ex:a>', 10],
    ['a number with an undeclared type', '<ex:a xsi:type="nowhere:decimal">1.5</ex:a>', 1.5],
    ['a boolean where it says so', '<ex:a xsi:type="xsd:boolean">1</ex:a>', true],
    ['text of any other type', '<ex:a xsi:type="xsd:dateTime">2026-03-01T00:00:00Z</ex:a>', '2026-03-01T00:00:00Z'],
    ['a structure', '<ex:a><ex:b>1</ex:b><c>2</c></ex:a>', { 'ex:b': '1', c: '2' }],
    ['an array of what comes again', '<ex:a>1</ex:a><ex:a><ex:b/></ex:a><ex:a>3</ex:a>', ['1', { 'ex:b': '' }, '3']],
    ['an array of what comes again later', '<ex:a>1</ex:a><ex:z/><ex:a>2</ex:a>', ['1', '2']],
    ['its attributes', '<ex:a ex:b="1" c=" 2 "/>', { '@ex:b': '1', '@c': ' 2 ' }],
    [
      'its attributes under names that no JSON-LD processor acts on',
      '<ex:a context="http://evil.example/" value="1" type="2" _id="3"/>',
      { '@_context': 'http://evil.example/', '@_value': '1', '@_type': '2', '@__id': '3' },
    ],
    ['its text beside attributes', '<ex:a c="K">26</ex:a>', { '@c': 'K', '#text': '26' }],
    ['its typed text beside attributes', '<ex:a c="K" xsi:type="xsd:int">26</ex:a>', { '@c': 'K', '#text': 26 }],
    ['its text around children', '<ex:a>x<ex:b>1</ex:b>y</ex:a>', { 'ex:b': '1', '#text': 'xy' }],
    ['nothing of XML Schema', '<ex:a xsi:nil="true" xsi:schemaLocation="a b"/>', ''],
    ['without comments and instructions', '<ex:a>1<!-- 2 -->3<?p 4?></ex:a>', '13'],
    ['with its CDATA', '<ex:a><![CDATA[<x> & ]]>y</ex:a>', '<x> & y'],
    [
      'of the names that every object has',
      '<ex:a><constructor/><__proto__/></ex:a>',
      { constructor: '', ['__proto__']: '' },
    ],
    [
      'with members called like the standard’s',
      '<ex:a><epcList><epc>1</epc></epcList></ex:a>',
      { epcList: { epc: '1' } },
    ],
    ['with an extension that is only called so', '<ex:a><extension><b/></extension></ex:a>', { extension: { b: '' } }],
  ])('%s', (_, xml, expected) => expect(member(xml)).toEqual(expected));

  test('a number with its digits', () => {
    expect(digits('<ex:a xsi:type="xsd:decimal">26.0</ex:a>')).toBe('26.0');
    expect(digits('<ex:a xsi:type="xsd:integer">12345678901234567890</ex:a>')).toBe('12345678901234567890');
  });

  test('kept at every level of an event', () => {
    const event = firstEvent(
      eventsXml(
        '2.0',
        seenXml(
          '<errorDeclaration><declarationTime>2026-03-02T09:00:00Z</declarationTime><ex:e>1</ex:e></errorDeclaration>' +
            '<sensorElementList><sensorElement><sensorMetadata ex:m="2"/><sensorReport type="gs1:Temperature" ex:r="3"><ex:c><ex:d/></ex:c></sensorReport><ex:s>4</ex:s></sensorElement></sensorElementList>' +
            '<ilmd><ex:i>5</ex:i></ilmd>',
        ).replace('OBSERVE', 'ADD'),
      ),
    );
    expect(event).toMatchObject({
      errorDeclaration: { 'ex:e': '1' },
      sensorElementList: [
        {
          sensorMetadata: { 'ex:m': '2' },
          sensorReport: [{ type: 'Temperature', 'ex:r': '3', 'ex:c': { 'ex:d': '' } }],
          'ex:s': '4',
        },
      ],
      ilmd: { 'ex:i': '5' },
      '@context': { ex: 'https://ns.example.org/epcis/' },
    });
  });

  test('kept as an attribute of an event', () => {
    const text = eventsXml(
      '2.0',
      seenXml('<readPoint ex:b="2"><id>urn:x:1</id></readPoint>').replace('<ObjectEvent', '<ObjectEvent ex:a="1"'),
    );
    expect(firstEvent(text)).toMatchObject({ '@ex:a': '1', readPoint: { id: 'urn:x:1', '@ex:b': '2' } });
  });
});

describe('prefixes', () => {
  const contextOf = (xml: string) => inside(xml)['@context'];

  test('are in the event’s context where they are needed', () => {
    expect(contextOf('')).toBeUndefined();
    expect(contextOf('<ex:a/>')).toEqual({ ex: 'https://ns.example.org/epcis/' });
    expect(contextOf('<cbvmda:lotNumber>1</cbvmda:lotNumber>')).toBeUndefined();
  });

  test('of one namespace are one', () => {
    const event = inside('<ex:a/><p:b xmlns:p="https://ns.example.org/epcis/"/>');
    expect(event).toMatchObject({ 'ex:a': '', 'ex:b': '' });
  });

  test('of two namespaces are two', () => {
    const event = inside('<p:b xmlns:p="urn:one"/><p:b xmlns:p="urn:two"/><b xmlns="urn:three"/>');
    expect(event).toMatchObject({ 'p:b': '', 'p2:b': '', 'ns1:b': '' });
    expect(event['@context']).toEqual({ p: 'urn:one', p2: 'urn:two', ns1: 'urn:three' });
  });

  test('that begin a text of the same event are others', () => {
    const event = inside('<ex:a>ex:b</ex:a><ex2:c xmlns:ex2="urn:two">ex3:d</ex2:c>');
    expect(event).toMatchObject({ 'ex4:a': 'ex:b', 'ex2:c': 'ex3:d' });
    expect(event['@context']).toEqual({ ex4: 'https://ns.example.org/epcis/', ex2: 'urn:two' });
    expect(canonicalEvent(event)).toContain('{https://ns.example.org/epcis/}a=ex:b');
  });

  test('that begin a text are no names: nothing is expanded', () => {
    const event = inside(
      '<bizTransactionList><bizTransaction type="ex:own">ex:1</bizTransaction></bizTransactionList>',
    );
    expect(event).toMatchObject({ bizTransactionList: [{ type: 'ex:own', bizTransaction: 'ex:1' }] });
    expect(event['@context']).toBeUndefined();
    expect(canonicalEvent(event)).toContain('type=ex:ownbizTransaction=ex:1');
  });

  test('may be called https', () => {
    const event = inside('<https:a xmlns:https="urn:one">https://ns.example.org/</https:a>');
    expect(event).toMatchObject({ 'https:a': 'https://ns.example.org/', '@context': { https: 'urn:one' } });
  });

  test('namespaces are hashed as they are declared', () => {
    const hashed = (namespace: string) =>
      canonicalEvent(inside(`<m:lot xmlns:m="${namespace}">1</m:lot>`)).split('action=OBSERVE')[1];
    expect(hashed('urn:epcglobal:cbv:mda')).toBe('{urn:epcglobal:cbv:mda}lot=1');
    expect(hashed('urn:epcglobal:cbv:mda:')).toBe('{urn:epcglobal:cbv:mda:}lot=1');
  });
});

describe('what a later EPCIS 1 puts into extension', () => {
  const text = (around: string) => eventsXml('1.2', seenXml(around.replace('*', '<later>1</later><ex:a>2</ex:a>')));

  test.each([
    '<extension><extension>*</extension></extension>',
    '<baseExtension><extension>*</extension></baseExtension>',
    '<extension>*</extension>',
  ])('is kept in %s, and has no part in the hash', (around) => {
    const event = firstEvent(text(around));
    expect(event).toMatchObject({ 'urn:epcglobal:epcis:xsd:1:later': '1', 'ex:a': '2' });
    expect(canonicalEvent(event).split('action=OBSERVE')[1]).toBe('{https://ns.example.org/epcis/}a=2');
  });
});

describe('around the events', () => {
  test('others may add to document, header and body', () => {
    const text = epcisXml(
      '1.2',
      '<EventList/><ex:inBody a="1">2</ex:inBody>',
      '<EPCISHeader><extension><ex:deep/></extension><ex:inHeader>1</ex:inHeader><ex:inHeader>2</ex:inHeader></EPCISHeader>',
    )
      .replace('</epcis:', '<ex:inDocument><ex:x/></ex:inDocument></epcis:')
      .replace('schemaVersion', 'ex:attribute="3" schemaVersion');
    expect(readXml(text)).toEqual({
      form: 'EPCISDocument',
      schemaVersion: '1.2',
      creationDate: '2026-03-01T10:00:00.000Z',
      extensions: { '@ex:attribute': '3', 'ex:inDocument': { 'ex:x': '' } },
      headerExtensions: { 'ex:deep': '', 'ex:inHeader': ['1', '2'] },
      bodyExtensions: { 'ex:inBody': { '@a': '1', '#text': '2' } },
      context: { ex: 'https://ns.example.org/epcis/' },
      events: [],
    });
  });

  test('a prefix that begins a text there is another', () => {
    const document = readXml(epcisXml('2.0', '<EventList/><ex:a>ex:b</ex:a>'));
    expect(document).toMatchObject({
      bodyExtensions: { 'ex2:a': 'ex:b' },
      context: { ex2: 'https://ns.example.org/epcis/' },
    });
  });
});
