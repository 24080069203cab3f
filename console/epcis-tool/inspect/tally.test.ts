import { describe, expect, test } from 'vitest';
import { distinct } from './distinct.ts';
import { schemeOf } from './scheme-of.ts';
import { tally } from './tally.ts';
import { timeRange } from './time-range.ts';

describe('a tally', () => {
  test('puts the most frequent first, equals by name', () => {
    const names = tally();
    for (const name of ['b', 'a', 'c', 'c', '__proto__']) names.add(name);
    expect(names.rows()).toEqual([
      ['c', 2],
      ['__proto__', 1],
      ['a', 1],
      ['b', 1],
    ]);
    expect(names.others()).toBe(0);
  });

  test('keeps no more names than it may', () => {
    const names = tally(2);
    for (const name of ['a', 'b', 'c', 'd', 'a']) names.add(name);
    expect(names.rows()).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
    expect(names.others()).toBe(2);
  });
});

describe('different texts', () => {
  test('are counted once each', () => {
    const texts = distinct();
    for (let serial = 0; serial < 50_000; serial++) {
      texts.add(`urn:epc:id:sgtin:9521321.054321.${serial}`);
      texts.add(`urn:epc:id:sgtin:9521321.054321.${serial >> 1}`);
    }
    expect(texts.count()).toBe(50_000);
    expect(texts.atLeast()).toBe(false);
  });

  test('beyond the limit are said to be more', () => {
    const texts = distinct(2);
    for (const text of ['a', 'b', 'a']) texts.add(text);
    expect(texts.atLeast()).toBe(false);
    texts.add('c');
    expect(texts.count()).toBe(2);
    expect(texts.atLeast()).toBe(true);
  });
});

test.each([
  ['urn:epc:id:sgtin:9521321.054321.A', { scheme: 'sgtin', spelling: 'urn', companyPrefix: '9521321' }],
  ['urn:epc:class:lgtin:9521321.054321.L', { scheme: 'lgtin', spelling: 'urn', companyPrefix: '9521321' }],
  ['urn:epc:idpat:sgtin:9521321.054321.*', { scheme: 'gtin', spelling: 'urn', companyPrefix: '9521321' }],
  ['urn:epc:idpat:grai:9521321.00045.*', { scheme: 'grai pattern', spelling: 'urn', companyPrefix: '9521321' }],
  ['urn:epc:id:gid:1.2.3', { scheme: 'gid', spelling: 'urn' }],
  ['https://id.gs1.org/01/09521321543218', { scheme: 'gtin', spelling: 'digital-link' }],
  ['https://id.gs1.org/01/09521321543218/21/A', { scheme: 'sgtin', spelling: 'digital-link' }],
  ['https://example.org/01/09521321543218/10/L', { scheme: 'lgtin', spelling: 'digital-link' }],
  ['https://id.gs1.org/00/195213212345678904', { scheme: 'sscc', spelling: 'digital-link' }],
  ['https://id.gs1.org/414/9521321000179', { scheme: 'sgln', spelling: 'digital-link' }],
  ['https://example.org/orders/1', { scheme: 'https://example.org', spelling: 'other' }],
  ['urn:epcglobal:cbv:bt:9521321000178:PO-5', { scheme: 'urn:epcglobal:cbv:bt', spelling: 'other' }],
  ['urn:uuid:0000', { scheme: 'urn:uuid', spelling: 'other' }],
  ['ex:thing', { scheme: 'ex', spelling: 'other' }],
  ['', { scheme: 'other text', spelling: 'other' }],
])('"%s" is of scheme %j', (identifier, scheme) => {
  expect(schemeOf(identifier)).toEqual(scheme);
});

test('the range of times is told in the sender’s words, whatever the order and the zone', () => {
  const times = timeRange();
  expect(times.range()).toBeUndefined();
  for (const time of ['2026-03-01T10:00:00+02:00', '2026-03-01T09:00:00Z', '2026-03-01T08:30:00Z', 'never'])
    times.add(time);
  expect(times.range()).toEqual({ first: '2026-03-01T10:00:00+02:00', last: '2026-03-01T09:00:00Z' });
});
