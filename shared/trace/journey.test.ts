import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EpcisEvent } from '../epcis/event.ts';
import { canonicalEpc } from '../gs1/canonical-epc.ts';
import { chainOf } from './chain-of.ts';
import { circumstancesOf } from './circumstances.ts';
import { eventsUntil } from './events-until.ts';
import { foldUnit } from './fold-unit.ts';
import { containersOf, journeyOf } from './journey.ts';
import { packEvent } from './pack.ts';
import { shipEvent } from './ship.ts';
import type { StoredEvent } from './stored-event.ts';
import { timelineOf } from './timeline.ts';

const unit = (serial: string) => `https://id.gs1.org/01/09521321543218/21/${serial}`;
const crate = (n: number) => canonicalEpc(`urn:epc:id:sscc:9521321.100000000${n}`);
const packs = ['1', '2'].map(unit);
const cases = [1, 2].map(crate);
const pallets = [3, 4].map(crate);
const everything = [...packs, ...cases, ...pallets];

const plant = {
  offset: '+01:00',
  readPoint: 'urn:epc:id:sgln:9521321.00017.LINE2',
  bizLocation: 'urn:epc:id:sgln:9521321.00017.0',
};
const parties = { from: 'urn:epc:id:pgln:9521321.00000', to: 'urn:epc:id:pgln:9529999.00000' };
const at = (minute: number) => `2026-03-01T10:${String(minute).padStart(2, '0')}:00Z`;
const pack = (m: number, parent: string, children: readonly string[]) =>
  packEvent({ ...plant, parent, children, at: at(m) });
const unpack = (m: number, parent: string, childEPCs: readonly string[]): EpcisEvent => ({
  type: 'AggregationEvent',
  eventTime: at(m),
  eventTimeZoneOffset: '+01:00',
  action: 'DELETE',
  parentID: parent,
  ...(childEPCs.length > 0 && { childEPCs }),
  bizStep: 'unpacking',
});
const ship = (m: number, epc: string) => shipEvent({ ...plant, ...parties, epcs: [epc], at: at(m) });
const stored = (events: readonly EpcisEvent[]): StoredEvent[] =>
  events.map((event, position) => ({
    eventId: event.eventID ?? `e${position}`,
    recordTime: '2026-03-02T00:00:00Z',
    captureId: 'c',
    position,
    event,
  }));
const declared = (one: StoredEvent): StoredEvent => ({
  ...one,
  event: { ...one.event, errorDeclaration: { declarationTime: at(59) } },
});

const minute = fc.integer({ min: 0, max: 9 });
const anyEvent = fc.oneof(
  fc
    .tuple(minute, fc.constantFrom(...cases), fc.subarray(packs, { minLength: 1 }))
    .map(([m, parent, children]) => pack(m, parent, children)),
  fc
    .tuple(minute, fc.constantFrom(...pallets), fc.subarray(cases, { minLength: 1 }))
    .map(([m, parent, children]) => pack(m, parent, children)),
  fc.tuple(minute, fc.constantFrom(...cases), fc.subarray(packs)).map(([m, p, children]) => unpack(m, p, children)),
  fc.tuple(minute, fc.constantFrom(...pallets), fc.subarray(cases)).map(([m, p, children]) => unpack(m, p, children)),
  fc.tuple(minute, fc.constantFrom(...everything)).map(([m, epc]) => ship(m, epc)),
);
const scene = fc.array(anyEvent, { maxLength: 14 }).map(stored);
const idsOf = (events: readonly StoredEvent[], epc: string) =>
  journeyOf(timelineOf(events), epc).map(({ happening }) => happening.stored.eventId);

describe('the journey of a pack', () => {
  test('is its own events and those of its containers, each told of the innermost thing it names', () => {
    const [one = ''] = packs;
    const [box = ''] = cases;
    const [top = ''] = pallets;
    const events = stored([
      pack(1, box, [one]),
      pack(2, top, [box]),
      ship(3, top),
      unpack(4, box, [one]),
      ship(5, top),
    ]);
    expect(
      journeyOf(timelineOf(events), one).map(({ happening, epc, through }) => [happening.stored.eventId, epc, through]),
    ).toEqual([
      ['e0', one, []],
      ['e1', box, [box]],
      ['e2', top, [box, top]],
      ['e3', one, []],
    ]);
  });

  test('ends with a container that is emptied as a whole, which is its event too', () => {
    const [one = ''] = packs;
    const [box = ''] = cases;
    const events = stored([pack(1, box, [one]), unpack(2, box, []), ship(3, box)]);
    expect(idsOf(events, one)).toEqual(['e0', 'e1']);
  });

  test('has the shipping of a pallet exactly when it was on it at that time', () => {
    fc.assert(
      fc.property(scene, minute, fc.constantFrom(...packs), fc.constantFrom(...pallets), (events, m, one, top) => {
        const shipped = { ...ship(m, top), eventID: 'urn:uuid:shipped', eventTime: at(m).replace(':00Z', ':30Z') };
        const all = [...events, ...stored([shipped])];
        const aboard = chainOf(timelineOf(eventsUntil(all, shipped.eventTime)), one).some(
          ({ parent }) => parent === top,
        );
        expect(idsOf(all, one).includes('urn:uuid:shipped')).toBe(aboard);
      }),
      { numRuns: 300 },
    );
  });

  test('does not depend on the order and repetition of events', () => {
    const arrived = scene.chain((events) =>
      fc.tuple(fc.constant(events), fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 })),
    );
    fc.assert(
      fc.property(arrived, fc.constantFrom(...packs), ([events, shuffled], one) => {
        expect(idsOf(shuffled, one)).toEqual(idsOf(events, one));
        expect(foldUnit(one, shuffled)).toEqual(foldUnit(one, events));
      }),
    );
  });

  test('needs no other events than its own and those of the containers it names', () => {
    fc.assert(
      fc.property(scene, fc.constantFrom(...packs), (events, one) => {
        const timeline = timelineOf(events);
        const needed = new Set([one, ...containersOf(timeline, [one])]);
        const kept = timeline.happenings.filter(({ mentions }) => mentions.some(({ epc }) => needed.has(epc)));
        expect(
          idsOf(
            kept.map(({ stored }) => stored),
            one,
          ),
        ).toEqual(idsOf(events, one));
      }),
    );
  });
});

describe('state and hierarchy at a time', () => {
  test('are those of the events until then', () => {
    fc.assert(
      fc.property(scene, minute, fc.constantFrom(...everything), (events, m, epc) => {
        const prefix = events.filter(({ event }) => event.eventTime <= at(m));
        const until = eventsUntil(events, at(m));
        expect(foldUnit(epc, until)).toEqual(foldUnit(epc, prefix));
        expect(chainOf(timelineOf(until), epc)).toEqual(chainOf(timelineOf(prefix), epc));
      }),
    );
  });

  test('know of error declarations made later: what they name never happened', () => {
    fc.assert(
      fc.property(scene, fc.nat(), minute, fc.constantFrom(...packs), (events, pick, m, one) => {
        const wrong = events[pick % Math.max(1, events.length)];
        if (wrong === undefined) return;
        const [without, withDeclaration] = [events.filter((stored) => stored !== wrong), [...events, declared(wrong)]];
        const [right, told] = [without, withDeclaration].map((some) => timelineOf(eventsUntil(some, at(m))));
        if (right === undefined || told === undefined) return;
        expect(foldUnit(one, eventsUntil(withDeclaration, at(m)))).toEqual(foldUnit(one, eventsUntil(without, at(m))));
        expect(chainOf(told, one).map(({ parent }) => parent)).toEqual(chainOf(right, one).map(({ parent }) => parent));
        expect(circumstancesOf(journeyOf(told, one))).toEqual(circumstancesOf(journeyOf(right, one)));
      }),
    );
  });

  test('show what is inside as the inverse of the parents', () => {
    fc.assert(
      fc.property(scene, minute, (events, m) => {
        const { inside, stays } = timelineOf(eventsUntil(events, at(m)));
        const parents = everything.flatMap((epc) => {
          const [next] = chainOf({ stays }, epc);
          return next === undefined ? [] : [`${next.parent} ${epc}`];
        });
        const contents = [...inside].flatMap(([parent, children]) =>
          [...children].map((child) => `${parent} ${child}`),
        );
        expect(contents.sort()).toEqual(parents.sort());
      }),
      { numRuns: 300 },
    );
  });
});

describe('the circumstances of a pack', () => {
  const [one = ''] = packs;
  const [box = ''] = cases;
  const label = (m: number, members: Partial<EpcisEvent>): EpcisEvent => ({
    ...members,
    type: 'ObjectEvent',
    action: 'DELETE',
    eventTime: at(m),
    eventTimeZoneOffset: '+01:00',
    epcList: [box],
  });

  test('are not ended with the label of its case', () => {
    const events = stored([pack(1, box, [one]), label(2, { bizStep: 'decommissioning', disposition: 'inactive' })]);
    expect(circumstancesOf(journeyOf(timelineOf(events), one))).toMatchObject({ disposition: 'in_progress' });
  });

  test('are in no known place once its case is shipped', () => {
    const effective = circumstancesOf(journeyOf(timelineOf(stored([pack(1, box, [one]), ship(2, box)])), one));
    expect(effective).toMatchObject({ disposition: 'in_transit', through: box });
    expect(effective).not.toHaveProperty('bizLocation');
  });

  test('are none without events', () => expect(circumstancesOf(journeyOf(timelineOf([]), one))).toEqual({}));
});
