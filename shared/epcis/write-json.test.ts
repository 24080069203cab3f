import { describe, expect, test } from 'vitest';
import { isRefusal } from '../refusal.ts';
import type { EpcisEvent } from './event.ts';
import { eventId } from './event-id.ts';
import { EPCIS_CONTEXT } from './prefixes.ts';
import { readJsonDocument } from './read-json.ts';
import { epcisDocument, queryDocument } from './write-json.ts';

const creationDate = '2026-03-01T10:00:00Z';
const seen = {
  type: 'ObjectEvent',
  eventTime: '2026-03-01T09:30:00Z',
  eventTimeZoneOffset: '+01:00',
  action: 'OBSERVE',
  epcList: ['urn:epc:id:sgtin:9521321.054321.A1'],
} as const satisfies EpcisEvent;

const readBack = (document: object) => {
  const read = readJsonDocument(JSON.stringify(document));
  if (isRefusal(read)) throw new Error(`${read.detail} at ${read.at}`);
  return read.events;
};

describe('a written document', () => {
  test('is what the standard asks for', () => {
    expect(epcisDocument([seen], { creationDate })).toEqual({
      '@context': [EPCIS_CONTEXT],
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate,
      epcisBody: { eventList: [seen] },
    });
  });

  test('of a query names the query, and the subscription when there is one', () => {
    const body = (document: object) => ('epcisBody' in document ? document.epcisBody : undefined);
    const resultsBody = { eventList: [seen] };
    expect(body(queryDocument([seen], { creationDate, queryName: 'q' }))).toEqual({
      queryResults: { queryName: 'q', resultsBody },
    });
    expect(body(queryDocument([seen], { creationDate, queryName: 'q', subscriptionID: 's' }))).toEqual({
      queryResults: { queryName: 'q', subscriptionID: 's', resultsBody },
    });
  });

  test('reads back as the same events', () => {
    const extended: EpcisEvent = { ...seen, '@context': { ex: 'https://a/' }, 'ex:n': { 'ex:m': [1.25, 'x'] } };
    expect(readBack(epcisDocument([extended, seen], { creationDate }))).toEqual([extended, seen]);
    expect(readBack(queryDocument([seen, extended], { creationDate, queryName: 'q' }))).toEqual([seen, extended]);
  });
});

describe('one prefix with two meanings', () => {
  const one: EpcisEvent = { ...seen, '@context': { ex: 'https://a/' }, 'ex:n': 1 };
  const other: EpcisEvent = {
    ...seen,
    '@context': { ex: 'https://b/', 'ex:n': { '@type': 'xsd:integer' } },
    bizStep: 'ex:step',
    'ex:n': { 'ex:kind': 'ex:fast', 'ex:link': 'ex://not-a-curie' },
  };
  const third: EpcisEvent = { ...seen, '@context': { ex: 'https://b/', ex2: 'https://c/' }, 'ex:n': 1, 'ex2:n': 2 };

  test('is renamed in names and CURIEs of the later event', () => {
    const document = epcisDocument([one, other], { creationDate });
    expect(document).toMatchObject({
      '@context': [EPCIS_CONTEXT, { ex: 'https://a/', ex2: 'https://b/', 'ex2:n': { '@type': 'xsd:integer' } }],
      epcisBody: {
        eventList: [
          { 'ex:n': 1 },
          { bizStep: 'ex2:step', 'ex2:n': { 'ex2:kind': 'ex2:fast', 'ex2:link': 'ex://not-a-curie' } },
        ],
      },
    });
  });

  test('leaves every event its hash', () => {
    const events = [one, other, third, one];
    expect(readBack(epcisDocument(events, { creationDate })).map(eventId)).toEqual(events.map(eventId));
  });
});
