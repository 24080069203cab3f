import { describe, expect, test } from 'vitest';
import { isRefusal } from '../refusal.ts';
import { exactNumber } from '../wire/exact-number.ts';
import type { EpcisDocument } from './document.ts';
import type { EpcisEvent } from './event.ts';
import { contextMerger } from './merge-contexts.ts';
import { EPCIS_CONTEXT } from './prefixes.ts';
import { readJsonDocument } from './read-json.ts';
import { jsonDocument, jsonWriter } from './write-json.ts';

const seen = {
  type: 'ObjectEvent',
  eventTime: '2026-03-01T09:30:00Z',
  eventTimeZoneOffset: '+01:00',
  action: 'OBSERVE',
  epcList: ['urn:epc:id:sgtin:9521321.054321.A1'],
} as const satisfies EpcisEvent;
const masterData = [
  {
    type: 'urn:epcglobal:epcis:vtype:Location',
    vocabularyElementList: [
      {
        id: 'urn:epc:id:sgln:9521321.00017.0',
        attributes: [
          { id: 'urn:epcglobal:cbv:mda#name', attribute: 'Plant 2' },
          { id: 'ex:size', attribute: { 'ex:m2': 5 } },
        ],
        children: ['urn:epc:id:sgln:9521321.00017.LINE2'],
      },
    ],
  },
];
const frame = {
  form: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-03-01T10:00:00Z',
  context: {},
} as const;
const full: EpcisDocument = {
  ...frame,
  id: 'urn:uuid:1',
  context: { ex: 'https://ns.example.org/epcis/', sbdh: 'http://www.unece.org/cefact/' },
  instanceIdentifier: 'I-1',
  sender: 'urn:epc:id:pgln:9521321.00001',
  receiver: 'urn:epc:id:pgln:9521321.00002',
  masterData,
  extensions: { 'ex:document': [1, 'x'] },
  headerExtensions: {
    'sbdh:StandardBusinessDocumentHeader': { 'sbdh:HeaderVersion': '1.0' },
    'ex:exact': exactNumber('26.0'),
  },
  bodyExtensions: { 'ex:body': { 'ex:a': 'ex:b' } },
  events: [{ ...seen, '@context': { ex: 'https://ns.example.org/epcis/' }, 'ex:n': 1 }, seen],
};

function back(text: string): EpcisDocument {
  const read = readJsonDocument(text);
  if (isRefusal(read)) throw new Error(`${read.detail} at ${read.at}`);
  return read;
}
const through = (document: EpcisDocument) => back(JSON.stringify(jsonDocument(document)));

describe('what stands around the events', () => {
  test('reads back as it was', () => expect(JSON.stringify(through(full))).toEqual(JSON.stringify(reordered(full))));

  test('is written where the standard has it', () => {
    expect(jsonDocument(full)).toMatchObject({
      '@context': [EPCIS_CONTEXT, full.context],
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: frame.creationDate,
      id: 'urn:uuid:1',
      instanceIdentifier: 'I-1',
      'ex:document': [1, 'x'],
      epcisHeader: { epcisMasterData: { vocabularyList: masterData }, 'sbdh:StandardBusinessDocumentHeader': {} },
      epcisBody: { 'ex:body': { 'ex:a': 'ex:b' }, eventList: [{ 'ex:n': 1 }, seen] },
    });
  });

  test('has no header when there is nothing to put there', () => {
    expect(jsonDocument({ ...frame, events: [] })).not.toHaveProperty('epcisHeader');
  });

  test('of another version or form becomes an EPCISDocument of 2.0', () => {
    for (const form of ['bare', 'EPCISMasterDataDocument'] as const)
      expect(jsonDocument({ ...full, form, schemaVersion: '1.2', events: [] })).toMatchObject({
        type: 'EPCISDocument',
        schemaVersion: '2.0',
        epcisHeader: { epcisMasterData: { vocabularyList: masterData } },
        epcisBody: { eventList: [] },
      });
  });

  test('of query results reads back, with the vocabularies that were found', () => {
    const query: EpcisDocument = {
      ...frame,
      form: 'EPCISQueryDocument',
      context: { ex: 'https://ns.example.org/epcis/' },
      queryName: 'q',
      subscriptionID: 's',
      masterData,
      extensions: { 'ex:document': 1 },
      bodyExtensions: { 'ex:body': 1 },
      events: [seen],
    };
    expect(through(query)).toEqual(query);
  });

  test('of query results without a name names the standard query', () => {
    const { queryName } = through({ ...frame, form: 'EPCISQueryDocument', events: [] });
    expect(queryName).toBe('SimpleEventQuery');
  });

  test('keeps its meaning when an event has the same prefix for something else', () => {
    const document: EpcisDocument = {
      ...frame,
      context: { ex: 'https://head/' },
      extensions: { 'ex:n': 'ex:v' },
      events: [{ ...seen, '@context': { ex: 'https://event/' }, 'ex:n': 'ex:v' }],
    };
    expect(through(document)).toEqual({
      ...document,
      context: { ex2: 'https://head/' },
      extensions: { 'ex2:n': 'ex2:v' },
    });
  });

  test('makes no CURIE of a text of an event', () => {
    const document: EpcisDocument = {
      ...frame,
      context: { ex: 'https://head/' },
      extensions: { 'ex:n': 1 },
      events: [{ ...seen, 'urn:x:note': 'ex:said' }],
    };
    expect(jsonDocument(document)).toMatchObject({ epcisBody: { eventList: [{ '@context': { ex: null } }] } });
    expect(through(document)).toEqual(document);
  });
});

describe('a head is refused', () => {
  const written = (changes: object) => JSON.stringify({ ...jsonDocument(full), ...changes });
  const at = (changes: object) => {
    const read = readJsonDocument(written(changes));
    return isRefusal(read) ? read.at : 'it was taken';
  };

  test.each([
    ['an id that is no URI', { id: 'no uri' }, '/id'],
    ['a sender that is no text', { sender: {} }, '/sender'],
    ['a time without zone', { creationDate: '2026-03-01T10:00:00' }, '/creationDate'],
    [
      'a vocabulary without type',
      { epcisHeader: { epcisMasterData: { vocabularyList: [{}] } } },
      '/epcisHeader/epcisMasterData/vocabularyList/0',
    ],
    ['an unknown member of the header', { epcisHeader: { sender: 'x' } }, '/epcisHeader/sender'],
    ['a list of events that is none', { epcisBody: { eventList: {} } }, '/epcisBody/eventList'],
    ['a body that is none', { epcisBody: [] }, '/epcisBody'],
    ['a body without events', { epcisBody: { 'ex:body': 1 } }, '/epcisBody'],
  ])('for %s', (_name, changes, pointer) => expect(at(changes)).toBe(pointer));

  test('for query results without a name or results', () => {
    const query = { '@context': EPCIS_CONTEXT, type: 'EPCISQueryDocument' };
    const of = (epcisBody: object) => readJsonDocument(JSON.stringify({ ...query, epcisBody }));
    expect(of({})).toMatchObject({ at: '/epcisBody' });
    expect(of({ queryResults: { queryName: 'q' } })).toMatchObject({ at: '/epcisBody/queryResults' });
    expect(of({ queryResults: { resultsBody: { eventList: [] } } })).toMatchObject({ at: '/epcisBody/queryResults' });
    expect(of({ queryResults: { queryName: 'q', resultsBody: {} } })).toMatchObject({
      at: '/epcisBody/queryResults/resultsBody',
    });
    expect(of({ queryResults: { queryName: 'q', resultsBody: { vocabularyList: [] } } })).toMatchObject({
      events: [],
      masterData: [],
    });
  });
});

describe('writing event by event', () => {
  const pieces = ({ events, ...head }: EpcisDocument) => {
    const merger = contextMerger();
    const admitted = events.map(merger.admit);
    const writer = jsonWriter(head, merger.context());
    return [writer.start(), ...admitted.map(writer.event), writer.end()];
  };

  test('gives the same document', () => {
    for (const document of [
      full,
      { ...full, events: [] },
      { ...full, form: 'EPCISQueryDocument' as const, queryName: 'q' },
    ])
      expect(back(pieces(document).join(''))).toEqual(through(document));
  });

  test('puts every event on a line of its own', () => {
    const lines = pieces(full).join('').split('\n');
    expect(lines.filter((line) => line.startsWith('{"type":"ObjectEvent"'))).toHaveLength(2);
    expect(pieces({ ...frame, events: [] }).join('')).toMatch(/"eventList": \[\]\n {2}\}\n\}\n$/);
  });

  test('takes events that bring a context of their own', () => {
    const event: EpcisEvent = { ...seen, '@context': { ex: 'https://own/' }, 'ex:n': 1 };
    const writer = jsonWriter(frame, { ex: 'https://a/', b: 'https://b/' });
    const text = writer.start() + writer.event(event) + writer.event({ ...seen, 'ex:n': 1 }) + writer.end();
    expect(back(text).events.map((one) => one['@context'])).toEqual([{ ex: 'https://own/' }, { ex: 'https://a/' }]);
  });

  test('writes decimals digit for digit', () => {
    const quantityList = [{ epcClass: 'urn:x:1', quantity: exactNumber('26.0'), uom: 'KGM' }];
    const writer = jsonWriter(frame, {});
    expect(writer.event({ ...seen, quantityList })).toContain('"quantity":26.0,');
  });
});

/** The members of a head in the order that the reader gives them. */
const reordered = ({ form, context, events, ...rest }: EpcisDocument) => {
  const {
    schemaVersion,
    creationDate,
    id,
    sender,
    receiver,
    instanceIdentifier,
    extensions,
    masterData,
    headerExtensions,
    bodyExtensions,
  } = rest;
  const texts = { schemaVersion, creationDate, id, sender, receiver, instanceIdentifier };
  return {
    form,
    context,
    ...texts,
    extensions,
    masterData,
    headerExtensions,
    bodyExtensions,
    events: events.map(contextLast),
  };
};

const contextLast = ({ '@context': context, ...event }: EpcisEvent) =>
  context === undefined ? event : { ...event, '@context': context };
