import { describe, expect, test } from 'vitest';
import { canonicalEvent } from './canonical-event.ts';
import type { EpcisHead } from './document.ts';
import type { EpcisEvent } from './event.ts';
import { respellCbvmda, respellCbvmdaInHead } from './respell-cbvmda.ts';

const colon = 'urn:epcglobal:cbv:mda:';
const bare = 'urn:epcglobal:cbv:mda';
const seen = {
  type: 'ObjectEvent',
  eventTime: '2026-03-01T09:30:00Z',
  eventTimeZoneOffset: '+01:00',
  action: 'ADD',
  epcList: ['urn:epc:id:sgtin:9521321.054321.A1'],
} as const satisfies EpcisEvent;
const fromJson: EpcisEvent = { ...seen, ilmd: { 'cbvmda:lotNumber': 'L1', 'cbvmda:itemExpirationDate': '2028-03-31' } };
const fromXml: EpcisEvent = {
  '@context': { cbvmda2: bare },
  ...seen,
  ilmd: { 'cbvmda2:lotNumber': 'L1', 'cbvmda2:itemExpirationDate': '2028-03-31' },
};

describe('CBV master data in an event', () => {
  test('has the namespace without a final colon in XML', () => {
    const respelled = respellCbvmda(fromJson, 'xml');
    expect(respelled).toEqual(fromXml);
    expect(canonicalEvent(respelled)).toContain(`{${bare}}lotNumber=L1`);
  });

  test('has the prefix of the context in JSON, and no definition of its own', () => {
    const respelled = respellCbvmda(fromXml, 'json');
    expect(respelled).toEqual(fromJson);
    expect(canonicalEvent(respelled)).toContain(`{${colon}}lotNumber=L1`);
  });

  test('goes there and back unchanged', () => {
    expect(respellCbvmda(respellCbvmda(fromJson, 'xml'), 'json')).toEqual(fromJson);
    expect(respellCbvmda(respellCbvmda(fromXml, 'json'), 'xml')).toEqual(fromXml);
  });

  test('is the very same event where nothing is to be renamed', () => {
    const none: EpcisEvent = { ...seen, '@context': { ex: 'https://a/' }, 'ex:note': 'cbvmda:lotNumber' };
    for (const to of ['json', 'xml'] as const) expect(respellCbvmda(none, to)).toBe(none);
    expect(respellCbvmda(fromJson, 'json')).toBe(fromJson);
    expect(respellCbvmda(fromXml, 'xml')).toBe(fromXml);
  });

  test('is found at every depth, in attributes, and under a full URI', () => {
    const deep: EpcisEvent = {
      ...seen,
      '@context': { ex: 'https://a/' },
      readPoint: { id: 'urn:epc:id:sgln:9521321.00017.0', 'cbvmda:site': '1' },
      'ex:list': [{ 'cbvmda:a': 1, '@cbvmda:b': 'x' }, 'text'],
      'urn:epcglobal:cbv:mda:c': 2,
      'urn:epcglobal:cbv:mda#d': 3,
    };
    expect(respellCbvmda(deep, 'xml')).toEqual({
      ...seen,
      '@context': { ex: 'https://a/', cbvmda2: bare },
      readPoint: { id: 'urn:epc:id:sgln:9521321.00017.0', 'cbvmda2:site': '1' },
      'ex:list': [{ 'cbvmda2:a': 1, '@cbvmda2:b': 'x' }, 'text'],
      'cbvmda2:c': 2,
      'cbvmda2:d': 3,
    });
  });

  test('takes a prefix that means it already, and none that means something else or begins a text', () => {
    const named: EpcisEvent = { ...seen, '@context': { m: bare }, 'm:a': 1, 'cbvmda:b': 2 };
    expect(respellCbvmda(named, 'xml')).toEqual({ ...seen, '@context': { m: bare }, 'm:a': 1, 'm:b': 2 });
    const taken: EpcisEvent = {
      ...seen,
      '@context': { cbvmda2: 'https://a/' },
      'cbvmda2:a': 'cbvmda3:text',
      'cbvmda:b': 2,
    };
    expect(respellCbvmda(taken, 'xml')).toEqual({
      ...seen,
      '@context': { cbvmda2: 'https://a/', cbvmda4: bare },
      'cbvmda2:a': 'cbvmda3:text',
      'cbvmda4:b': 2,
    });
  });

  test('keeps a definition that a text needs', () => {
    const event: EpcisEvent = { ...seen, '@context': { m: { '@id': bare } }, 'm:a': 'm:text' };
    expect(respellCbvmda(event, 'json')).toEqual({ ...seen, '@context': { m: { '@id': bare } }, 'cbvmda:a': 'm:text' });
  });

  test('keeps both values where both spellings stand side by side', () => {
    const both: EpcisEvent = {
      ...seen,
      '@context': { m: bare },
      ilmd: { 'cbvmda:a': 1, 'm:a': [2, 3], 'cbvmda:b': 4 },
    };
    expect(respellCbvmda(both, 'json')).toEqual({ ...seen, ilmd: { 'cbvmda:a': [1, 2, 3], 'cbvmda:b': 4 } });
  });

  test('leaves members alone that are no names', () => {
    const odd: EpcisEvent = { ...seen, '@context': { m: bare }, 'm:__proto__': 1, 'm:': 2 };
    expect(Object.keys(respellCbvmda(odd, 'json'))).toEqual([...Object.keys(seen), 'cbvmda:__proto__', 'cbvmda:']);
  });
});

describe('CBV master data around the events', () => {
  const around: EpcisHead = {
    form: 'EPCISDocument',
    context: { m: bare, ex: 'https://a/' },
    creationDate: '2026-03-01T10:00:00Z',
    headerExtensions: { 'm:a': 1 },
    extensions: { 'ex:b': { 'm:c': 2 } },
    masterData: [
      {
        type: 'urn:epcglobal:epcis:vtype:Location',
        vocabularyElementList: [
          { id: 'urn:epc:id:sgln:9521321.00017.0', attributes: [{ id: 'cbvmda:site', attribute: { 'm:d': 3 } }] },
        ],
      },
    ],
  };

  test('is renamed in extensions; names of attributes are values, and stay', () => {
    const respelled = respellCbvmdaInHead(around, 'json');
    expect(respelled).toEqual({
      ...around,
      context: { ex: 'https://a/' },
      headerExtensions: { 'cbvmda:a': 1 },
      extensions: { 'ex:b': { 'cbvmda:c': 2 } },
      masterData: [
        {
          type: 'urn:epcglobal:epcis:vtype:Location',
          vocabularyElementList: [
            {
              id: 'urn:epc:id:sgln:9521321.00017.0',
              attributes: [{ id: 'cbvmda:site', attribute: { 'cbvmda:d': 3 } }],
            },
          ],
        },
      ],
    });
    expect(respellCbvmdaInHead(respelled, 'xml')).toMatchObject({
      context: { ex: 'https://a/', cbvmda2: bare },
      headerExtensions: { 'cbvmda2:a': 1 },
    });
  });

  test('is the very same head where nothing is to be renamed', () => {
    expect(respellCbvmdaInHead(around, 'xml')).toBe(around);
  });
});
