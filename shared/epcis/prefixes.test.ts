import { describe, expect, test } from 'vitest';
import { isRefusal } from '../refusal.ts';
import type { Json, JsonObject } from '../wire/json.ts';
import { canonicalEvent } from './canonical-event.ts';
import type { EpcisEvent } from './event.ts';
import { readJsonDocument } from './read-json.ts';
import { jsonDocument } from './write-json.ts';

const bare = {
  type: 'ObjectEvent',
  eventTime: '2026-03-01T08:30:00Z',
  eventTimeZoneOffset: '+00:00',
  action: 'ADD',
  epcList: ['urn:epc:id:sgtin:9521321.054321.A1'],
};

function read(context: Json, event: JsonObject): EpcisEvent {
  const document = readJsonDocument(
    JSON.stringify({
      '@context': context,
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: '2026-03-01T09:00:00Z',
      epcisBody: { eventList: [{ ...bare, ...event }] },
    }),
  );
  if (isRefusal(document)) throw new Error(`${document.at} ${document.detail}`);
  const [first] = document.events;
  if (first === undefined) throw new Error('no event');
  const again = readJsonDocument(JSON.stringify(jsonDocument(document)));
  expect(again).toMatchObject({ events: [first] });
  return first;
}

const theirs = 'http://ns.example.org/cbvmda/';

describe('a prefix of the standard that a context redefines', () => {
  const ilmd = { ilmd: { 'cbvmda:lotNumber': 'L1' } };

  test('means what the document says, under a name of its own', () => {
    const event = read([{ cbvmda: theirs }], ilmd);
    expect(event).toMatchObject({ '@context': { cbvmda2: theirs }, ilmd: { 'cbvmda2:lotNumber': 'L1' } });
    expect(canonicalEvent(event)).toContain(`ilmd{${theirs}}lotNumber=L1`);
  });

  test('may be redefined by the event alone', () => {
    const event = read(['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'], {
      ...ilmd,
      '@context': { cbvmda: theirs },
    });
    expect(event).toMatchObject({ '@context': { cbvmda2: theirs }, ilmd: { 'cbvmda2:lotNumber': 'L1' } });
  });

  test('keeps clear of what the document calls so', () => {
    const event = read([{ cbvmda: theirs, cbvmda2: 'http://other.example.org/' }], {
      ilmd: { 'cbvmda:lotNumber': 'L1', 'cbvmda2:lotNumber': 'L2' },
    });
    expect(event).toMatchObject({ ilmd: { 'cbvmda3:lotNumber': 'L1', 'cbvmda2:lotNumber': 'L2' } });
  });

  test.each([
    ['gs1', 'https://ref.gs1.org/voc/'],
    ['gs1', 'http://www.gs1.org/voc/'],
    ['cbv', 'https://ns.gs1.org/cbv/'],
    ['cbvmda', 'urn:epcglobal:cbv:mda:'],
  ])('is the standard’s when %s is said to be %s', (prefix, namespace) => {
    const event = read([{ [prefix]: namespace }], { ilmd: { [`${prefix}:x`]: '1' } });
    expect(event).toMatchObject({ ilmd: { [`${prefix}:x`]: '1' } });
    expect(event).not.toHaveProperty('@context');
  });
});

describe('a context', () => {
  test('may tell a namespace by another prefix', () => {
    const event = read([{ ex: 'http://ns.example.org/', part: 'ex:part/' }], { 'part:a': '1' });
    expect(canonicalEvent(event)).toContain('{http://ns.example.org/part/}a=1');
  });

  test('of null takes back what was defined around it', () => {
    const event = read([{ ex: 'http://ns.example.org/' }], {
      '@context': [null, { own: 'http://own.example.org/' }],
      'own:a': 'ex:b',
    });
    expect(canonicalEvent(event)).toContain('{http://own.example.org/}a=ex:b');
  });

  test('makes no CURIE of a sentence', () => {
    const event = read([{ note: 'http://ns.example.org/' }], { 'note:a': 'note: keep upright', 'note:b': 'note:c' });
    const text = canonicalEvent(event);
    expect(text).toContain('a=note: keep upright');
    expect(text).toContain('b=http://ns.example.org/c');
  });
});
