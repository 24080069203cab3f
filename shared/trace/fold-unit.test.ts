import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EpcisEvent } from '../epcis/event.ts';
import { eventId } from '../epcis/event-id.ts';
import { childrenOf } from './children-of.ts';
import { commissionEvent } from './commission.ts';
import { foldUnit } from './fold-unit.ts';
import { packEvent } from './pack.ts';
import { shipEvent } from './ship.ts';
import type { StoredEvent } from './stored-event.ts';

const item = (serial: string) => `urn:epc:id:sgtin:9521321.054321.${serial}`;
const link = (serial: string) => `https://id.gs1.org/01/09521321543218/21/${serial}`;
const box = 'urn:epc:id:sscc:9521321.1000000001';
const boxLink = 'https://id.gs1.org/00/195213210000000015';
const other = 'urn:epc:id:sscc:9521321.1000000002';
const otherLink = 'https://id.gs1.org/00/195213210000000022';

const plant = {
  offset: '+01:00',
  readPoint: 'urn:epc:id:sgln:9521321.00017.LINE2',
  bizLocation: 'urn:epc:id:sgln:9521321.00017.0',
};
const at = (minute: number) => `2026-03-01T10:${String(minute).padStart(2, '0')}:00Z`;
const stored = (event: EpcisEvent, more: Partial<StoredEvent> = {}): StoredEvent => ({
  eventId: event.eventID ?? eventId(event),
  recordTime: '2026-03-02T00:00:00Z',
  captureId: 'c1',
  event,
  ...more,
});

const born = stored(
  commissionEvent({ ...plant, epcs: [item('1'), item('2')], at: at(0), lot: 'LOT-77', expiry: '2028-03-31' }),
);
const pack = (minute: number, parent: string, ...children: string[]) =>
  stored(packEvent({ ...plant, parent, children, at: at(minute) }));
const unpack = (minute: number, parent: string, childEPCs?: string[]) =>
  stored({
    type: 'AggregationEvent',
    eventTime: at(minute),
    eventTimeZoneOffset: '+01:00',
    action: 'DELETE',
    parentID: parent,
    ...(childEPCs === undefined ? {} : { childEPCs }),
    bizStep: 'unpacking',
  });
const observe = (minute: number, members: Partial<EpcisEvent> = {}): EpcisEvent => ({
  ...members,
  type: 'ObjectEvent',
  eventTime: at(minute),
  eventTimeZoneOffset: '+01:00',
  action: 'OBSERVE',
  epcList: [item('1')],
});
const parties = { from: 'urn:epc:id:pgln:9521321.00000', to: 'urn:epc:id:pgln:9529999.00000' };

describe('the state of a unit', () => {
  test('is unknown without events', () => {
    expect(foldUnit(item('1'), [])).toEqual({
      epc: link('1'),
      known: false,
      exists: 'unknown',
      gtin: '09521321543218',
    });
    expect(foldUnit(item('9'), [born])).toMatchObject({ known: false, exists: 'unknown' });
  });

  test('begins with commissioning: lot, expiry, place', () => {
    expect(foldUnit(link('1'), [born])).toEqual({
      epc: link('1'),
      known: true,
      exists: 'commissioned',
      gtin: '09521321543218',
      lot: 'LOT-77',
      expiry: '2028-03-31',
      bizStep: 'commissioning',
      disposition: 'active',
      readPoint: plant.readPoint,
      bizLocation: plant.bizLocation,
      lastEventTime: at(0),
    });
  });

  test('takes lot and expiry under the full name of the attribute too', () => {
    const ilmd = { 'urn:epcglobal:cbv:mda:lotNumber': { '@type': 'xsd:string', '@value': 'L2' } };
    const event = stored({ ...observe(0), type: 'ObjectEvent', action: 'ADD', ilmd });
    expect(foldUnit(item('1'), [event]).lot).toBe('L2');
  });

  test('follows packing, unpacking and repacking', () => {
    expect(foldUnit(item('1'), [born, pack(1, box, item('1'))])).toMatchObject({
      parent: boxLink,
      disposition: 'in_progress',
    });
    expect(foldUnit(item('1'), [pack(1, box, item('1')), unpack(2, box, [item('1')])]).parent).toBeUndefined();
    expect(foldUnit(item('1'), [pack(1, box, item('1')), unpack(2, box, [item('2')])]).parent).toBe(boxLink);
    expect(foldUnit(item('1'), [pack(1, box, item('1')), pack(2, other, item('1'))]).parent).toBe(otherLink);
  });

  test('is out of a parent that was emptied as a whole', () => {
    const state = foldUnit(item('1'), [pack(1, box, item('1')), unpack(2, box)]);
    expect(state.parent).toBeUndefined();
    expect(state.bizStep).toBe('packing');
    expect(foldUnit(item('1'), [pack(1, box, item('1')), unpack(2, other)]).parent).toBe(boxLink);
  });

  test('stays in its new parent when the old one is emptied late', () => {
    const events = [pack(1, box, item('1')), pack(2, other, item('1')), unpack(3, box, [item('1')])];
    expect(foldUnit(item('1'), events).parent).toBe(otherLink);
  });

  test('has no known place once it is shipped, and keeps its disposition until the next', () => {
    const shipped = stored(shipEvent({ ...plant, ...parties, epcs: [item('1')], at: at(5) }));
    const state = foldUnit(item('1'), [born, shipped, stored(observe(6, { bizStep: 'holding' }))]);
    expect(state).toMatchObject({ disposition: 'in_transit', bizStep: 'holding', readPoint: plant.readPoint });
    expect(state.bizLocation).toBeUndefined();
  });

  test.each<[string, Partial<EpcisEvent>]>([
    ['a decommissioning step', { bizStep: 'decommissioning' }],
    ['a destroying step', { bizStep: 'destroying' }],
    ['an inactive disposition', { disposition: 'inactive' }],
    ['a destroyed disposition', { disposition: 'destroyed' }],
  ])('ends with %s', (_name, members) => {
    expect(foldUnit(item('1'), [born, stored(observe(5, members))]).exists).toBe('decommissioned');
  });

  test('ends with DELETE, and is not revived by being seen', () => {
    const gone = stored({ ...observe(5), type: 'ObjectEvent', action: 'DELETE' });
    expect(foldUnit(item('1'), [born, gone, stored(observe(6))]).exists).toBe('decommissioned');
    expect(foldUnit(item('1'), [born, stored(observe(5, { disposition: 'dispensed' }))]).exists).toBe('commissioned');
  });

  test('changes with a transformation', () => {
    const event = stored({
      type: 'TransformationEvent',
      eventTime: at(3),
      eventTimeZoneOffset: '+01:00',
      inputEPCList: [item('1')],
      outputEPCList: [item('8')],
      ilmd: { 'cbvmda:lotNumber': 'NEW' },
    });
    expect(foldUnit(item('1'), [born, event])).toMatchObject({ exists: 'decommissioned', lot: 'LOT-77' });
    expect(foldUnit(item('8'), [event])).toMatchObject({ exists: 'commissioned', lot: 'NEW' });
  });

  test('of a container is folded alike', () => {
    expect(foldUnit(box, [pack(1, box, item('1')), pack(2, other, box)])).toMatchObject({
      epc: boxLink,
      known: true,
      parent: otherLink,
    });
  });
});

describe('an error declaration', () => {
  const packed = pack(1, box, item('1'));
  const declaration = stored(
    { ...packed.event, errorDeclaration: { declarationTime: at(9), reason: 'did_not_occur' } },
    { eventId: packed.eventId, recordTime: '2026-03-03T00:00:00Z' },
  );

  test('makes the event one that did not happen', () => {
    expect(foldUnit(item('1'), [born, packed, declaration])).toEqual(foldUnit(item('1'), [born]));
    expect(childrenOf(box, [packed, declaration])).toEqual([]);
  });

  test('is no event itself, even when it arrives first or alone', () => {
    expect(foldUnit(item('1'), [declaration, packed])).toMatchObject({ known: false });
    expect(foldUnit(item('1'), [declaration])).toMatchObject({ known: false });
  });

  test('leaves corrective events standing', () => {
    const right = pack(1, other, item('1'));
    expect(foldUnit(item('1'), [born, packed, declaration, right]).parent).toBe(otherLink);
  });
});

describe('the children of a container', () => {
  test('come and go, each spelled canonically', () => {
    const packed = pack(1, box, item('1'), item('2'));
    expect(childrenOf(box, [packed])).toEqual([link('1'), link('2')]);
    expect(childrenOf(boxLink, [packed, unpack(2, box, [item('1')])])).toEqual([link('2')]);
    expect(childrenOf(box, [packed, unpack(2, box)])).toEqual([]);
    expect(childrenOf(box, [packed, pack(2, other, item('2'))])).toEqual([link('1')]);
    expect(childrenOf(box, [packed, unpack(2, other, [item('1')])])).toEqual([link('1'), link('2')]);
  });

  test('are not moved by being seen together', () => {
    const together = stored({ ...pack(2, box, item('3')).event, type: 'AggregationEvent', action: 'OBSERVE' });
    expect(childrenOf(box, [pack(1, box, item('1')), together])).toEqual([link('1')]);
  });
});

describe('events of one moment', () => {
  test('are told apart by recording time, then by place in the document', () => {
    const first = stored(observe(1, { disposition: 'active' }), { position: 0 });
    const second = stored(observe(1, { disposition: 'recalled' }), { position: 1 });
    const late = stored(observe(1, { disposition: 'damaged' }), { recordTime: '2026-03-02T00:00:00.5Z', position: 0 });
    expect(foldUnit(item('1'), [second, first]).disposition).toBe('recalled');
    expect(foldUnit(item('1'), [late, second, first]).disposition).toBe('damaged');
  });

  test('compare as instants, whatever the zone', () => {
    const early = stored({ ...observe(0, { disposition: 'active' }), eventTime: '2026-03-01T12:00:00+03:00' });
    const late = stored({ ...observe(0, { disposition: 'recalled' }), eventTime: '2026-03-01T09:30:00Z' });
    expect(foldUnit(item('1'), [late, early]).disposition).toBe('recalled');
  });
});

describe('the order of arrival', () => {
  const minute = fc.integer({ min: 0, max: 6 });
  const serials = fc.uniqueArray(fc.constantFrom(item('1'), item('2'), item('3')), { minLength: 1 });
  const container = fc.constantFrom(box, other);
  const anyEvent = fc.oneof(
    fc.tuple(minute, serials).map(([m, epcs]) => commissionEvent({ ...plant, epcs, at: at(m), lot: `L${m}` })),
    fc
      .tuple(minute, container, serials)
      .map(([m, parent, children]) => packEvent({ ...plant, parent, children, at: at(m) })),
    fc.tuple(minute, container, serials).map(([m, parent, children]) => unpack(m, parent, children).event),
    fc.tuple(minute, container).map(([m, parent]) => unpack(m, parent).event),
    fc
      .tuple(minute, fc.constantFrom('active', 'recalled', 'destroyed'))
      .map(([m, disposition]) => observe(m, { disposition })),
    fc.tuple(minute, serials).map(([m, epcs]) => shipEvent({ ...plant, ...parties, epcs, at: at(m) })),
  );
  const kept = fc
    .tuple(anyEvent, fc.boolean(), minute, fc.integer({ min: 0, max: 3 }))
    .map(([event, wrong, recorded, position]) => {
      const declared = wrong ? { errorDeclaration: { declarationTime: at(9) } } : {};
      return stored({ ...event, ...declared }, { recordTime: at(recorded), position });
    });
  // One place of a capture holds one record: the same event twice there, its children in another order, is no history.
  const record = ({ eventId, recordTime, position }: StoredEvent) => `${eventId} ${recordTime} ${position}`;
  const scene = fc
    .uniqueArray(kept, { maxLength: 12, selector: record })
    .chain((events) =>
      fc.tuple(fc.constant(events), fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 })),
    );

  test('and repetition change neither the state of a unit nor the children of a container', () => {
    fc.assert(
      fc.property(scene, ([events, arrived]) => {
        expect(foldUnit(item('1'), arrived)).toEqual(foldUnit(item('1'), events));
        expect(childrenOf(box, arrived)).toEqual(childrenOf(box, events));
      }),
      { numRuns: 300 },
    );
  });

  test('and the two views of packing agree', () => {
    fc.assert(
      fc.property(scene, ([events]) => {
        const inBox = foldUnit(item('1'), events).parent === boxLink;
        expect(childrenOf(box, events).includes(link('1'))).toBe(inBox);
      }),
      { numRuns: 300 },
    );
  });
});
