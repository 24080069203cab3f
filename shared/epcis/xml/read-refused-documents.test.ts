import { describe, expect, test } from 'vitest';
import {
  epcisXml,
  eventsXml,
  faultsOf,
  refusedXml,
  seen,
  seenXml,
  tellXml,
  WHEN,
} from '../../../test/kit/epcis-xml.ts';

/** Faults of an ObjectEvent whose members beside type, time and EPC begin on the fourth line. */
const faults = (more: string, version: '1.2' | '2.0' = '2.0') => faultsOf(eventsXml(version, seenXml(`\n${more}`)));

describe('a fault outside of events refuses the document', () => {
  test.each([
    [
      'an unknown element of the body',
      epcisXml('1.2', '\n<test></test>'),
      '4:1 /EPCISBody/test: <test> is not expected in <EPCISBody>',
    ],
    [
      'of the header',
      epcisXml('1.2', '', '<EPCISHeader>\n<test/></EPCISHeader>'),
      '3:1 /EPCISHeader/test: <test> is not expected in <EPCISHeader>',
    ],
    [
      'of the list of events',
      eventsXml('1.2', '\n<Event/>'),
      '4:1 /EPCISBody/EventList/Event: <Event> is not expected in <EventList>',
    ],
    ['text in the body', epcisXml('1.2', 'x'), '3:1 /EPCISBody: <EPCISBody> holds text where elements are expected'],
    ['a second body', epcisXml('1.2', '</EPCISBody><EPCISBody>'), '3:24 /EPCISBody: <EPCISBody> stands twice'],
    [
      'a version that is none',
      eventsXml('1.2').replace('schemaVersion="1.2"', 'schemaVersion="new"'),
      expect.stringMatching(/^1:\d+ \/@schemaVersion: "new" is not a version/),
    ],
    [
      'a creation date that is none',
      eventsXml('1.2').replace('2026-03-01T', 'tomorrow '),
      expect.stringMatching(/^1:\d+ \/@creationDate: "tomorrow /),
    ],
    [
      'an unknown attribute of the root',
      eventsXml('1.2').replace('schemaVersion', 'version="1" schemaVersion'),
      expect.stringMatching(/has no attribute "version"$/),
    ],
  ])('%s', (_, text, expected) => expect(refusedXml(text)).toEqual(expected));

  test('a version of EPCIS that is to come', () => {
    const { end } = tellXml([eventsXml('2.0').replace('xsd:2', 'xsd:3')]);
    expect(end).toMatchObject({
      refused: 'unsupported',
      detail: expect.stringContaining('urn:epcglobal:epcis:xsd:3'),
      line: 1,
    });
  });

  test.each([
    ['Poll', '<queryName>Q</queryName><params/>'],
    [
      'Subscribe',
      '<queryName>Q</queryName><params/><dest>urn:x</dest><controls><reportIfEmpty>true</reportIfEmpty></controls><subscriptionID>S</subscriptionID>',
    ],
    ['GetQueryNames', ''],
    ['GetQueryNamesResult', '<string>a</string>'],
    ['NoSuchNameException', '<reason>a</reason>'],
  ])('a %s, which holds no events', (name, inner) => {
    const query = `<q:EPCISQueryDocument xmlns:q="urn:epcglobal:epcis-query:xsd:1"><EPCISBody><q:${name}>${inner}</q:${name}></EPCISBody></q:EPCISQueryDocument>`;
    const soap = `<Envelope><q:${name} xmlns:q="urn:epcglobal:epcis-query:xsd:1">${inner}</q:${name}></Envelope>`;
    for (const text of [query, soap])
      expect(tellXml([text]).end).toMatchObject({ refused: 'unsupported', detail: expect.stringContaining(name) });
  });
});

describe('what is too large is refused', () => {
  const limits = { eventLength: 2000, headLength: 2000 };

  test('an event', () => {
    const epcs = '<epc>urn:x:1</epc>'.repeat(100);
    const text = eventsXml('2.0', seenXml(), `<ObjectEvent>${WHEN}<epcList>${epcs}</epcList></ObjectEvent>`);
    const { events, end } = tellXml([text], { limits });
    expect(events).toEqual([seen]);
    expect(end).toMatchObject({ refused: 'too-large', detail: 'one event has more than 2000 characters' });
    expect(tellXml([text], { limits: { ...limits, eventLength: 20_000 } }).end).toMatchObject({
      form: 'EPCISDocument',
    });
  });

  test('what stands around the events, and not the events beside it', () => {
    expect(tellXml([eventsXml('2.0', ...Array.from({ length: 50 }, () => seenXml()))], { limits }).end).toMatchObject({
      form: 'EPCISDocument',
    });
    const text = epcisXml('2.0', `${'<ex:a>1</ex:a>'.repeat(100)}`);
    expect(tellXml([text], { limits }).end).toMatchObject({
      refused: 'too-large',
      detail: expect.stringContaining('around the events'),
    });
  });

  test('the whole text', () => {
    expect(tellXml([eventsXml('2.0')], { limits: { length: 100 } }).end).toMatchObject({ refused: 'too-large' });
  });

  test('nesting', () => {
    const deep = `${'<ex:a>'.repeat(70)}${'</ex:a>'.repeat(70)}`;
    expect(refusedXml(eventsXml('2.0', seenXml(deep)))).toContain('nested deeper than 64 levels');
    expect(tellXml([eventsXml('2.0', seenXml(deep))], { limits: { depth: 100 } }).end).toMatchObject({
      form: 'EPCISDocument',
    });
  });

  test('the number of namespaces', () => {
    const many = Array.from({ length: 1100 }, (_, index) => `<p:a xmlns:p="urn:${index}"/>`).join('');
    expect(faults(many)).toContainEqual(expect.stringContaining('there are too many namespaces'));
  });

  test('a bomb of entities', () => {
    const bomb = `<!DOCTYPE l [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]>${eventsXml('2.0', seenXml('<ex:a>&b;</ex:a>'))}`;
    expect(tellXml([bomb]).end).toMatchObject({
      refused: 'malformed',
      detail: 'a document type definition is not taken',
    });
  });

  test('many names of one structure are read in good time', () => {
    const names = Array.from({ length: 30_000 }, (_, index) => `<n${index}/>`).join('');
    const { events } = tellXml([eventsXml('2.0', seenXml(`<ex:a>${names}${names}</ex:a>`))]);
    expect(Object.keys(Object(events[0]?.['ex:a']))).toHaveLength(30_000);
  });
});

test('every beginning of a document is refused, and every event that was whole is told', () => {
  const text = eventsXml('1.2', seenXml('<ex:a b="1">x</ex:a>'));
  const whole = text.indexOf('</ObjectEvent>') + '</ObjectEvent>'.length;
  for (let length = 0; length < text.length; length++) {
    const { events, end } = tellXml([text.slice(0, length)]);
    expect(end).toMatchObject({ refused: 'malformed' });
    expect(events).toHaveLength(length >= whole ? 1 : 0);
  }
});
