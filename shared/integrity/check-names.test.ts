import { expect, test } from 'vitest';
import { here } from '../../test/kit/events.ts';
import { denied, kept, seen } from '../../test/kit/unit-stories.ts';
import { namedBy, unknownName } from './check-names.ts';

const epc = (serial: string) => `urn:epc:id:sgtin:9521321.054321.${serial}`;
const events = kept(seen(0, [epc('A'), epc('B')]), seen(1, [epc('A')], { bizLocation: { id: here.bizLocation } }));

test('a product and a place are named once, however many events and units name them', () =>
  expect(namedBy(events).map(({ rule, id }) => [rule, id])).toEqual([
    ['unknown-product', '09521321543218'],
    ['unknown-place', 'https://id.gs1.org/414/9521321000179'],
  ]));

test('what is unknown is told with some units and the event that named it first', () =>
  expect(namedBy(events).map(unknownName)[0]).toMatchObject({
    subject: '09521321543218',
    epcs: ['https://id.gs1.org/01/09521321543218/21/A', 'https://id.gs1.org/01/09521321543218/21/B'],
    eventIds: ['urn:uuid:event-0'],
  }));

test('a declaration that an event is wrong names nothing', () => expect(namedBy(events.map(denied))).toEqual([]));
