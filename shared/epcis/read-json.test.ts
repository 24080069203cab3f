import { describe, expect, test } from 'vitest';
import { isRefusal, type Refusal } from '../refusal.ts';
import { EPCIS_CONTEXT } from './prefixes.ts';
import { readJsonDocument, readJsonOutcomes } from './read-json.ts';

const ex = { ex: 'https://ns.example.org/epcis/' };
const seen = {
  type: 'ObjectEvent',
  eventTime: '2026-03-01T09:30:00+01:00',
  eventTimeZoneOffset: '+01:00',
  action: 'OBSERVE',
  epcList: ['urn:epc:id:sgtin:9521321.054321.A1'],
};
const packed = {
  type: 'AggregationEvent',
  eventTime: '2026-03-01T09:30:00Z',
  eventTimeZoneOffset: '+00:00',
  action: 'ADD',
  parentID: 'urn:epc:id:sscc:9521321.1234567890',
  childEPCs: ['urn:epc:id:sgtin:9521321.054321.A1'],
};

const documentOf = (events: object[], more: object = {}) => ({
  '@context': [EPCIS_CONTEXT, ex],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-03-01T09:30:00Z',
  epcisBody: { eventList: events },
  ...more,
});

function accepted(document: object) {
  const read = readJsonDocument(JSON.stringify(document));
  if (isRefusal(read)) throw new Error(`${read.detail} at ${read.at}`);
  return read;
}

function refused(document: object): Refusal {
  const read = readJsonDocument(JSON.stringify(document));
  if (!isRefusal(read)) throw new Error('was accepted');
  return read;
}

const eventOf = (document: object) => accepted(document).events[0];

describe('a document', () => {
  test('may have its members in any order', () => {
    const forwards = documentOf([{ ...seen, 'ex:note': 'hello' }]);
    const backwards = Object.fromEntries(Object.entries(forwards).reverse());
    expect(accepted(backwards)).toEqual(accepted(forwards));
  });

  test('may be a query document or a bare event', () => {
    const { epcisBody: _body, ...frame } = documentOf([]);
    const queryResults = { queryName: 'q', subscriptionID: 's', resultsBody: { eventList: [seen] } };
    const query = { ...frame, type: 'EPCISQueryDocument', epcisBody: { queryResults } };
    expect(accepted(query).events).toEqual([seen]);
    expect(eventOf({ '@context': EPCIS_CONTEXT, ...seen })).toEqual(seen);
  });

  test('may carry parties and master data and no event', () => {
    const vocabularyList = [
      {
        type: 'urn:epcglobal:epcis:vtype:Location',
        vocabularyElementList: [
          {
            id: 'urn:epc:id:sgln:9521321.00017.0',
            attributes: [{ id: 'urn:epcglobal:cbv:mda#name', attribute: 'Plant 2' }],
            children: ['urn:epc:id:sgln:9521321.00017.LINE2'],
          },
        ],
      },
    ];
    const parties = { sender: 'a', receiver: 'b', instanceIdentifier: 'c' };
    const read = accepted(documentOf([], { ...parties, epcisHeader: { epcisMasterData: { vocabularyList } } }));
    expect(read).toEqual({
      form: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: '2026-03-01T09:30:00Z',
      context: {},
      ...parties,
      masterData: vocabularyList,
      events: [],
    });
  });

  test('keeps extensions and numbers of every event', () => {
    const extended = { ...seen, 'ex:list': [1, 2.5, 'x', { 'ex:deep': true }], 'urn:my:name': { bare: 1e-3 } };
    expect(eventOf(documentOf([extended]))).toEqual({ ...extended, '@context': ex });
  });

  test.each([
    ['no context', { '@context': undefined }, ''],
    ['a context that is a number', { '@context': 7 }, '/@context'],
    ['a prefix without a meaning', { '@context': [EPCIS_CONTEXT, { ex: 7 }] }, '/@context/1/ex'],
    ['a numeric schemaVersion', { schemaVersion: 2 }, '/schemaVersion'],
    ['no creationDate', { creationDate: undefined }, ''],
    ['an unknown bare member', { remark: 'x' }, '/remark'],
    ['an undefined prefix', { 'foo:remark': 'x' }, '/foo:remark'],
    ['an unknown member of the body', { epcisBody: { eventList: [], event: seen } }, '/epcisBody/event'],
    ['a body without events', { epcisBody: {} }, '/epcisBody'],
    ['an unknown member of the header', { epcisHeader: { masterData: {} } }, '/epcisHeader/masterData'],
    ['an unknown type', { type: 'EPCISDoc' }, '/type'],
  ])('with %s is refused at its place', (_name, changes, at) => {
    expect(refused(documentOf([seen], changes))).toMatchObject({ refused: 'malformed', at });
  });

  test('that is no JSON is refused with line and column', () => {
    expect(readJsonDocument('{"type":\n oops}')).toMatchObject({ detail: expect.stringContaining('line 2, column 2') });
    expect(readJsonDocument('[]')).toMatchObject({ refused: 'malformed', at: '' });
  });

  test('with a doubled member is refused', () => {
    const text = JSON.stringify(documentOf([seen])).replace('"action":', '"action":"ADD","action":');
    expect(readJsonDocument(text)).toMatchObject({ at: '/epcisBody/eventList/0/action' });
  });

  test('nested too deeply is refused', () => {
    const deep = `${'['.repeat(80)}${']'.repeat(80)}`;
    const text = JSON.stringify(documentOf([{ ...seen, 'ex:deep': 0 }])).replace('"ex:deep":0', `"ex:deep":${deep}`);
    expect(readJsonDocument(text)).toMatchObject({ refused: 'malformed', detail: expect.stringContaining('64') });
  });

  test('is judged event by event where that is asked', () => {
    const read = readJsonOutcomes(JSON.stringify(documentOf([seen, { ...seen, action: 'LOOK' }, packed, {}])));
    if (isRefusal(read)) throw new Error(read.detail);
    expect(read.outcomes.map((outcome) => (isRefusal(outcome) ? outcome.at : outcome.type))).toEqual([
      'ObjectEvent',
      '/epcisBody/eventList/1/action',
      'AggregationEvent',
      '/epcisBody/eventList/3',
    ]);
  });
});

describe('the context of an event', () => {
  test('has the prefixes that it needs and no others', () => {
    const many = {
      '@context': [EPCIS_CONTEXT, ex, { a: 'https://a/' }, { b: 'https://b/', c: { '@id': 'https://c/' } }],
    };
    const events = [
      seen,
      { ...seen, 'a:x': 1 },
      { ...seen, bizStep: 'b:step' },
      { ...seen, 'a:x': { 'a:y': 'c:value' } },
    ];
    expect(accepted(documentOf(events, many)).events.map((event) => event['@context'])).toEqual([
      undefined,
      { a: 'https://a/' },
      { b: 'https://b/' },
      { a: 'https://a/', c: { '@id': 'https://c/' } },
    ]);
  });

  test('adds to the one of the document', () => {
    const event = { ...seen, '@context': { own: 'https://own/' }, 'own:x': 1, 'ex:y': 2 };
    expect(eventOf(documentOf([event]))?.['@context']).toEqual({ ...ex, own: 'https://own/' });
    expect(refused(documentOf([event, { ...seen, 'own:x': 1 }])).at).toBe('/epcisBody/eventList/1/own:x');
  });

  test('keeps what it says about a term that is used', () => {
    const term = { 'ex:axles': { '@type': 'xsd:integer' } };
    const read = eventOf(
      documentOf([{ ...seen, 'ex:axles': '4' }], { '@context': [EPCIS_CONTEXT, { ...ex, ...term }] }),
    );
    expect(read?.['@context']).toEqual({ ...ex, ...term });
  });

  test('cannot change what a protected prefix means', () => {
    expect(eventOf(documentOf([{ ...seen, '@context': { gs1: 'https://gs1.org/voc/' } }]))).toEqual(seen);
    expect(eventOf(documentOf([{ ...seen, '@context': [{ gs1: 'https://x/' }] }]))).toEqual(seen);
  });
});

describe('words of CBV', () => {
  test('come out bare, however they were spelled', () => {
    const event = {
      ...seen,
      bizStep: 'urn:epcglobal:cbv:bizstep:inspecting',
      disposition: 'https://ref.gs1.org/cbv/Disp-active',
      persistentDisposition: { set: ['urn:epcglobal:cbv:disp:recalled'], unset: ['cbv:Disp-damaged'] },
      readPoint: { id: 'urn:epc:id:sgln:9521321.00017.0' },
      bizTransactionList: [{ type: 'urn:epcglobal:cbv:btt:po', bizTransaction: 'urn:x:1' }],
      sourceList: [{ type: 'urn:epcglobal:cbv:sdt:location', source: 'urn:x:1' }],
      destinationList: [{ type: 'https://ref.gs1.org/cbv/SDT-owning_party', destination: 'urn:x:1' }],
      errorDeclaration: { declarationTime: seen.eventTime, reason: 'urn:epcglobal:cbv:er:did_not_occur' },
      sensorElementList: [{ sensorReport: [{ type: 'gs1:Temperature', component: 'cbv:Comp-x', value: 20 }] }],
    };
    expect(eventOf(documentOf([event]))).toEqual({
      ...event,
      bizStep: 'inspecting',
      disposition: 'active',
      persistentDisposition: { set: ['recalled'], unset: ['damaged'] },
      bizTransactionList: [{ type: 'po', bizTransaction: 'urn:x:1' }],
      sourceList: [{ type: 'location', source: 'urn:x:1' }],
      destinationList: [{ type: 'owning_party', destination: 'urn:x:1' }],
      errorDeclaration: { declarationTime: seen.eventTime, reason: 'did_not_occur' },
      sensorElementList: [{ sensorReport: [{ type: 'Temperature', component: 'x', value: 20 }] }],
    });
  });

  test('of somebody else stay as they are', () => {
    const own = { ...seen, bizStep: 'https://example.org/step', disposition: 'urn:epcglobal:cbv:disp:decomissioned' };
    expect(eventOf(documentOf([own]))).toEqual(own);
  });
});
