import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AggregationEvent, EpcisEvent } from '../epcis/event.ts';
import { eventId } from '../epcis/event-id.ts';
import { canonicalEpc } from '../gs1/canonical-epc.ts';
import { commissionEvent } from './commission.ts';
import { shipEvent } from './ship.ts';
import type { StoredEvent } from './stored-event.ts';
import { toldParts } from './told-parts.ts';

const pack = (n: number) => `urn:epc:id:sgtin:9521321.054321.P${n}`;
const box = (n: number) => `urn:epc:id:sscc:9521321.000000000${n}`;
const place = { readPoint: 'urn:epc:id:sgln:9521321.00001.0', offset: '+00:00' };
const at = '2026-03-01T10:00:00.000Z';
const lot = { lot: 'L1', expiry: '2030-12-31' };
const begun = (...epcs: string[]): EpcisEvent => ({
  ...commissionEvent({ epcs, at, ...lot, ...place, bizLocation: place.readPoint }),
  eventID: 'urn:uuid:7b3b9f0c-0000-4000-8000-000000000001',
});
const packed = (parentID: string, ...childEPCs: string[]): AggregationEvent => ({
  type: 'AggregationEvent',
  eventTime: at,
  eventTimeZoneOffset: '+00:00',
  action: 'ADD',
  parentID,
  childEPCs,
});
const shipped: EpcisEvent = shipEvent({
  epcs: [box(1)],
  at,
  from: 'urn:epc:id:pgln:9521321.00001',
  to: 'urn:epc:id:pgln:9521999.00001',
  ...place,
});
const stored = (event: EpcisEvent): StoredEvent => ({
  eventId: event.eventID ?? eventId(event),
  recordTime: at,
  captureId: 'c1',
  event,
});
const told = (events: readonly EpcisEvent[], ...inside: string[]) =>
  toldParts(events.map(stored), new Set(inside.map(canonicalEpc)));

describe('what a receiver is told', () => {
  test('names of a lot the packs that go to it, and none of the others', () => {
    const [one, ...others] = told([begun(pack(1), pack(2), pack(3))], pack(2));
    expect(others).toEqual([]);
    expect(one).toMatchObject({ epcList: [pack(2)], ilmd: { 'cbvmda:lotNumber': 'L1' } });
  });

  test('is the event itself where all of it goes, and another one where a part of it does, the same whenever that is told', () => {
    const whole = begun(pack(1), pack(2));
    expect(told([whole], pack(1), pack(2))).toEqual([whole]);
    const part = told([whole], pack(1));
    expect(part[0]?.eventID).not.toBe(whole.eventID);
    expect(told([whole], pack(1))).toEqual(part);
    expect(part[0]?.eventID).toBe(part[0] && eventId(part[0]));
  });

  test('says nothing of the batch that a part was begun with: not its order, its parties, nor what only its maker understands', () => {
    const batch: EpcisEvent = {
      ...begun(pack(1), pack(2)),
      bizTransactionList: [{ type: 'prodorder', bizTransaction: 'urn:epcglobal:cbv:bt:9521321000017:4711' }],
      sourceList: [{ type: 'owning_party', source: 'urn:epc:id:pgln:9521321.00001' }],
      'acme:line': 'line 4',
    };
    const [part] = told([batch], pack(1));
    expect(JSON.stringify(part)).not.toMatch(/4711|line 4|sourceList/);
    expect(part).toMatchObject({ readPoint: { id: place.readPoint }, ilmd: { 'cbvmda:lotNumber': 'L1' } });
    expect(told([batch], pack(1), pack(2))).toEqual([batch]);
  });

  test('says nothing of containers that stay, nor of what was taken out of one that goes', () => {
    const events = [packed(box(2), pack(1)), packed(box(1), pack(1), pack(2)), packed(box(1), pack(3))];
    expect(told(events, box(1), pack(2))).toMatchObject([{ parentID: box(1), childEPCs: [pack(2)] }]);
  });

  test('says that a container which goes was emptied', () => {
    const emptied: EpcisEvent = { ...packed(box(1)), action: 'DELETE', childEPCs: [] };
    expect(told([emptied], box(1))).toMatchObject([{ action: 'DELETE', parentID: box(1) }]);
  });

  test('leaves the shipment as it is', () => {
    expect(told([shipped], box(1))).toEqual([{ ...shipped, eventID: eventId(shipped) }]);
  });

  test('told on in ever smaller parts is what the smallest part told at once is', () => {
    const some = fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 1 });
    fc.assert(
      fc.property(some, some, some, (all, first, second) => {
        const [inFirst, inBoth] = [first, second.filter((n) => first.includes(n))].map((ns) => ns.map(pack));
        const once = told([begun(...all.map(pack))], ...(inBoth ?? []));
        const twice = told(told([begun(...all.map(pack))], ...(inFirst ?? [])), ...(inBoth ?? []));
        expect(twice).toEqual(once);
      }),
    );
  });
});
