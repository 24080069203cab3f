import { describe, expect, test } from 'vitest';
import { canonicalEvent } from './canonical-event.ts';
import type { EpcisEvent } from './event.ts';
import { contextMerger } from './merge-contexts.ts';

const seen = {
  type: 'ObjectEvent',
  eventTime: '2026-03-01T09:30:00Z',
  eventTimeZoneOffset: '+01:00',
  action: 'OBSERVE',
  epcList: ['urn:epc:id:sgtin:9521321.054321.A1'],
} as const satisfies EpcisEvent;

/** The events under one context, each with that context, as a reader would give it. */
function merged(...events: EpcisEvent[]) {
  const merger = contextMerger();
  const admitted = events.map(merger.admit);
  const context = merger.context();
  const alone = admitted.map((event) => (event['@context'] === undefined ? { ...event, '@context': context } : event));
  return { admitted, context, alone };
}

describe('one context for many events', () => {
  test('has what they need, and they have none of their own', () => {
    const { admitted, context } = merged(
      seen,
      { ...seen, '@context': { a: 'https://a/' }, 'a:x': 1 },
      { ...seen, '@context': { a: 'https://a/', b: { '@id': 'https://b/' } }, 'a:x': 1, 'b:x': 1 },
    );
    expect(context).toEqual({ a: 'https://a/', b: { '@id': 'https://b/' } });
    expect(admitted).toEqual([seen, { ...seen, 'a:x': 1 }, { ...seen, 'a:x': 1, 'b:x': 1 }]);
  });

  test('gives another name to a prefix that means something else', () => {
    const events: EpcisEvent[] = [
      { ...seen, '@context': { ex: 'https://a/' }, 'ex:n': 'ex:v' },
      { ...seen, '@context': { ex: 'https://b/' }, 'ex:n': { '@ex:u': 'ex:v' } },
      { ...seen, '@context': { ex: 'https://c/', ex2: 'https://b/' }, 'ex:n': 1, 'ex2:n': 1 },
    ];
    const { context, alone, admitted } = merged(...events);
    expect(context).toEqual({ ex: 'https://a/', ex2: 'https://b/', ex3: 'https://c/' });
    expect(admitted[1]).toEqual({ ...seen, 'ex2:n': { '@ex2:u': 'ex2:v' } });
    expect(alone.map(canonicalEvent)).toEqual(events.map(canonicalEvent));
  });

  test('gives no name with which a text begins that is no CURIE', () => {
    const events: EpcisEvent[] = [
      { ...seen, 'urn:x:note': 'ex:said' },
      { ...seen, '@context': { ex: 'https://a/' }, 'ex:n': 'ex2:said' },
    ];
    const { context, alone } = merged(...events);
    expect(context).toEqual({ ex3: 'https://a/' });
    expect(alone.map(canonicalEvent)).toEqual(events.map(canonicalEvent));
  });

  test('leaves an event its own context when a text of it would become a CURIE', () => {
    const events: EpcisEvent[] = [
      { ...seen, '@context': { ex: 'https://a/' }, 'ex:n': 1 },
      { ...seen, 'urn:x:note': 'ex:said' },
      { ...seen, '@context': { b: 'https://b/' }, 'b:note': 'ex:said' },
    ];
    const { context, admitted } = merged(...events);
    expect(context).toEqual({ ex: 'https://a/' });
    expect(admitted[1]).toEqual({ '@context': {}, ...seen, 'urn:x:note': 'ex:said' });
    expect(admitted[2]).toEqual(events[2]);
  });

  test('never makes one prefix of two, even where both mean the same', () => {
    const { context, admitted } = merged(
      { ...seen, '@context': { ex: 'https://a/' }, 'ex:n': 1 },
      { ...seen, '@context': { ex: 'https://b/', ex2: 'https://b/' }, 'ex:n': 2, 'ex2:n': 3 },
    );
    expect(admitted[1]).toEqual({ ...seen, 'ex3:n': 2, 'ex2:n': 3 });
    expect(context).toEqual({ ex: 'https://a/', ex2: 'https://b/', ex3: 'https://b/' });
  });

  test('leaves the one text of the standard alone that is never a CURIE', () => {
    const sensed: EpcisEvent = {
      ...seen,
      '@context': { ex: 'https://b/' },
      sensorElementList: [
        { sensorReport: [{ type: 'ex:t', stringValue: 'ex:said', 'ex:own': { stringValue: 'ex:t' } }] },
      ],
    };
    const { admitted } = merged({ ...seen, '@context': { ex: 'https://a/' }, 'ex:n': 1 }, sensed);
    expect(admitted[1]).toMatchObject({
      sensorElementList: [
        { sensorReport: [{ type: 'ex2:t', stringValue: 'ex:said', 'ex2:own': { stringValue: 'ex2:t' } }] },
      ],
    });
  });

  test('is the same when the same events come again', () => {
    const events: EpcisEvent[] = ['https://a/', 'https://b/', 'https://a/'].map((namespace) => ({
      ...seen,
      '@context': { ex: namespace },
      'ex:n': namespace,
    }));
    expect(merged(...events)).toEqual(merged(...events));
  });

  test('never takes a prefix of the standard', () => {
    const { context } = merged({ ...seen, '@context': { urn: 'https://a/', cbv: 'https://b/' }, 'cbv:n': 1 });
    expect(context).toEqual({ urn2: 'https://a/', cbv2: 'https://b/' });
  });

  test('may begin with what is given', () => {
    const merger = contextMerger({ ex: 'https://a/' });
    expect(merger.admit({ ...seen, '@context': { ex: 'https://b/' }, 'ex:n': 1 })).toEqual({ ...seen, 'ex2:n': 1 });
    expect(merger.context()).toEqual({ ex: 'https://a/', ex2: 'https://b/' });
  });

  test('gives each of many namespaces under one prefix a name, and always the same', () => {
    const of = (number: number): EpcisEvent => ({
      ...seen,
      '@context': { ex: `https://a/${number}/` },
      'ex:n': number,
    });
    const events = Array.from({ length: 3000 }, (_, number) => of(number % 1500));
    const { context, admitted } = merged(...events);
    expect(Object.keys(context)).toHaveLength(1500);
    expect(context).toMatchObject({ ex: 'https://a/0/', ex2: 'https://a/1/', ex1500: 'https://a/1499/' });
    expect(admitted.slice(1500)).toEqual(admitted.slice(0, 1500));
  });

  test('shares a name among events that say more or less about its terms', () => {
    const terms = { ex: 'https://b/', 'ex:n': { '@type': 'xsd:string' } };
    const { context, admitted } = merged(
      { ...seen, '@context': { ex: 'https://a/' }, 'ex:n': 0 },
      { ...seen, '@context': { ex: 'https://b/' }, 'ex:m': 1 },
      { ...seen, '@context': terms, 'ex:n': 'x' },
      { ...seen, '@context': { ...terms, 'ex:n': { '@type': 'xsd:date' } }, 'ex:n': 'y' },
      { ...seen, '@context': terms, 'ex:n': 'x' },
    );
    expect(context).toEqual({
      ex: 'https://a/',
      ex2: 'https://b/',
      'ex2:n': { '@type': 'xsd:string' },
      ex3: 'https://b/',
      'ex3:n': { '@type': 'xsd:date' },
    });
    expect(admitted.map((event) => Object.keys(event).at(-1))).toEqual(['ex:n', 'ex2:m', 'ex2:n', 'ex3:n', 'ex2:n']);
  });

  test('passes over definitions of terms whose prefix the event does not define', () => {
    const { context } = merged({ ...seen, '@context': { 'ex:n': { '@type': 'xsd:date' } }, 'urn:x:n': 1 });
    expect(context).toEqual({});
  });
});
