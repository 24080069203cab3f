import { expect, test } from 'vitest';
import { type DeskSubject, noSubject } from './desk-subject.ts';
import { soundSubject } from './sound-subject.ts';

const about = (more: Partial<DeskSubject>, kind: Parameters<typeof soundSubject>[0] = 'missing-data') =>
  soundSubject(kind, { ...noSubject, ...more });
const sscc = 'urn:epc:id:sscc:9521321.1000000001';

test('things are kept in one spelling, each once, also those that differ', () => {
  const link = 'https://id.gs1.org/00/195213210000000015';
  expect(about({ things: [sscc, 'https://example.com/00/195213210000000015', 'urn:uuid:1b2c'] })).toMatchObject({
    things: [link, 'urn:uuid:1b2c'],
  });
  expect(about({ differences: [{ thing: sscc, member: 'packed-in' }] })).toMatchObject({
    differences: [{ thing: link }],
  });
});

test.each([
  ['rubbish', 'names no thing'],
  ['two words', 'names no thing'],
  ['urn:epc:id:sgtin:95213.21', 'urn:epc:id:sgtin'],
  ['https://id.gs1.org/00/195213210000000011', 'check digit'],
  ['urn:epc:id:pgln:9521321.00001', 'names a place or a party'],
  ['urn:epc:class:lgtin:9521321.054321.L1', 'names a class'],
  ['https://id.gs1.org/01/09521321543218', 'names a class'],
])('%s is no thing that is missing', (thing, detail) => {
  const refused = { refused: 'malformed', detail: expect.stringContaining(detail), remedy: expect.any(String) };
  expect(about({ things: [sscc, thing] })).toMatchObject({ ...refused, at: '/subject/things/1' });
  expect(about({ differences: [{ thing, member: 'lot' }] })).toMatchObject({ at: '/subject/differences/0/thing' });
});

test('what there is too much or too little of may be a class', () => {
  const things = ['https://id.gs1.org/01/09521321543218/10/L1'];
  expect([about({ things }, 'overage'), about({ things }, 'underage')]).toMatchObject([{ things }, { things }]);
});

test('GTINs of lots and counts have their check digit, and so has what would be right; what is wrong may be anything', () => {
  const gtin = '09521321543211';
  expect(about({ lots: [{ gtin, lot: 'L1' }] })).toMatchObject({ at: '/subject/lots/0/gtin' });
  expect(about({ counts: [{ gtin, announced: 1, received: 0 }] })).toMatchObject({ at: '/subject/counts/0/gtin' });
  const keys = [{ kind: 'gtin' as const, invalid: 'none at all', proposed: gtin }];
  expect(about({ keys })).toMatchObject({ at: '/subject/keys/0/proposed', remedy: expect.any(String) });
  expect(about({ keys: [{ kind: 'gln', invalid: 'x', proposed: '9521321000018' }] })).toMatchObject({ keys: [{}] });
});

test('an event is named by its id', () => {
  expect(about({ events: ['42'] })).toMatchObject({ at: '/subject/events/0' });
  expect(about({ events: ['ni:///sha-256;00?ver=CBV2.0'] })).toMatchObject({ events: [expect.any(String)] });
});
