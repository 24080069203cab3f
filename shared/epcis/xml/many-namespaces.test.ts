import { describe, expect, test } from 'vitest';
import { readXml, refusedXml } from '../../../test/kit/epcis-xml.ts';
import { isRefusal } from '../../refusal.ts';
import type { EpcisDocument } from '../document.ts';
import type { Context, EpcisEvent } from '../event.ts';
import { xmlDocument, xmlWriter } from './write-xml-document.ts';

const contextOf = (count: number): Context =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`n${at}`, `urn:example:${at}:`]));

/** An event that has a member in each of so many namespaces. */
const eventWith = (count: number): EpcisEvent => ({
  '@context': contextOf(count),
  type: 'ObjectEvent',
  eventTime: '2026-03-01T09:30:00Z',
  eventTimeZoneOffset: '+00:00',
  epcList: ['urn:epc:id:sgtin:9521321.054321.A1'],
  action: 'OBSERVE',
  ...Object.fromEntries(Array.from({ length: count }, (_, at) => [`n${at}:a`, String(at)])),
});
const documentWith = (count: number): EpcisDocument => ({
  form: 'EPCISDocument',
  creationDate: '2026-03-01T10:00:00Z',
  context: {},
  events: [eventWith(count)],
});
const tooMany = { refused: 'too-large', detail: expect.stringContaining('more than 1000 namespaces') };

describe('a document with 300 namespaces', () => {
  test.each(['1.2', '2.0'] as const)('is written and read again (%s)', (version) => {
    const text = xmlDocument(documentWith(300), { version });
    if (isRefusal(text)) throw new Error(text.detail);
    expect(readXml(text).events).toEqual(documentWith(300).events);
  });

  test('may declare them on the event alone', () => {
    const writer = xmlWriter({ form: 'EPCISDocument', context: {} }, {}, { version: '2.0' });
    const text = [writer.start(), writer.event(eventWith(300)), writer.event(eventWith(300)), writer.end()].join('');
    expect(readXml(text).events).toEqual([eventWith(300), eventWith(300)]);
  });
});

describe('a document with 1,500 namespaces', () => {
  test('is not written', () => {
    expect(xmlDocument(documentWith(1500), { version: '2.0' })).toMatchObject({ ...tooMany, at: '/events/0' });
    const head = { form: 'EPCISDocument', context: {} } as const;
    expect(xmlWriter(head, contextOf(1500), { version: '2.0' }).start()).toMatchObject(tooMany);
  });

  test('is written without the event that brings them', () => {
    const writer = xmlWriter({ form: 'EPCISDocument', context: {} }, {}, { version: '2.0' });
    const start = writer.start();
    expect(writer.event(eventWith(1500))).toMatchObject(tooMany);
    const text = [start, writer.event(eventWith(300)), writer.end()].join('');
    expect(readXml(text).events).toEqual([eventWith(300)]);
  });

  test('is not read', () => {
    const declared = Object.entries(contextOf(1500)).map(([prefix, namespace]) => ` xmlns:${prefix}="${namespace}"`);
    expect(refusedXml(`<ObjectEvent${declared.join('')}/>`)).toContain('more than 1200 namespace declarations');
    const other = declared.map((_, at) => ` a${at}="1"`).join('');
    expect(refusedXml(`<ObjectEvent${declared.slice(0, 300).join('')}${other}/>`)).toContain(
      'more than 256 attributes',
    );
  });
});
