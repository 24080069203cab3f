import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { commission, denied, elsewhere, end, kept, pack, seen, ship, unpack } from '../../test/kit/unit-stories.ts';
import type { EpcisEvent } from '../epcis/event.ts';
import type { StoredEvent } from '../trace/stored-event.ts';
import { checkUnit } from './check-unit.ts';
import type { RuleCode } from './rules.ts';
import { stepsOf, type UnitFacts } from './unit-history.ts';

const unit = 'https://id.gs1.org/01/09521321543218/21/A';
const mate = 'https://id.gs1.org/01/09521321543218/21/B';
const sscc = (n: number) => `https://id.gs1.org/00/09521321000000000${n}`;
const [box, other, top] = [sscc(1), sscc(2), sscc(3)];
const own: UnitFacts = { issued: true, pooled: true, claimed: true };

function findings(epc: string, events: readonly StoredEvent[], facts: UnitFacts = own) {
  const steps = stepsOf(events);
  return checkUnit({ epc, steps: steps.get(epc) ?? [], facts, others: steps });
}
const rulesOf = (epc: string, events: readonly StoredEvent[], facts?: UnitFacts) =>
  findings(epc, events, facts).map(({ rule }) => rule);

interface Story {
  readonly rule: RuleCode;
  readonly what: string;
  readonly about?: string;
  readonly facts?: UnitFacts;
  readonly events: readonly EpcisEvent[];
  /** Number of the event that offends. */
  readonly offender: number;
  /** Late events that explain it; without, only denying the offender does. */
  readonly explained?: readonly EpcisEvent[];
}

const stories: readonly Story[] = [
  {
    rule: 'commissioned-twice',
    what: 'begins while it exists',
    events: [commission(0, [unit]), commission(5, [unit])],
    offender: 1,
    explained: [end(3, [unit])],
  },
  {
    rule: 'never-commissioned',
    what: 'is shipped and never began',
    events: [ship(5, [unit])],
    offender: 0,
    explained: [commission(0, [unit])],
  },
  {
    rule: 'before-commissioning',
    what: 'is seen before it began',
    events: [seen(0, [unit]), commission(5, [unit])],
    offender: 0,
  },
  {
    rule: 'packed-twice',
    what: 'goes into a second case and never left the first',
    events: [commission(0, [unit]), pack(1, box, [unit]), pack(5, other, [unit])],
    offender: 2,
    explained: [unpack(3, box, [unit])],
  },
  {
    rule: 'packed-twice',
    what: 'goes into a second case; that the first was emptied is told late',
    events: [commission(0, [unit]), pack(1, box, [unit]), pack(5, other, [unit])],
    offender: 2,
    explained: [unpack(3, box)],
  },
  {
    rule: 'acted-on-after-end',
    what: 'is shipped after its decommissioning',
    events: [commission(0, [unit]), end(1, [unit]), ship(5, [unit])],
    offender: 2,
    explained: [commission(3, [unit])],
  },
  {
    rule: 'acted-on-after-end',
    what: 'is packed after its decommissioning',
    events: [commission(0, [unit]), end(1, [unit]), pack(5, box, [unit])],
    offender: 2,
  },
  {
    rule: 'moved-without-parent',
    what: 'is shipped while it is in a case that is not',
    events: [commission(0, [unit]), pack(1, box, [unit]), ship(5, [unit])],
    offender: 2,
    explained: [unpack(3, box, [unit])],
  },
  {
    rule: 'moved-without-parent',
    what: 'is seen at a site where its case never was',
    events: [
      commission(0, [unit]),
      pack(1, box, [unit]),
      seen(5, [unit], { bizStep: 'inspecting', readPoint: { id: elsewhere } }),
    ],
    offender: 2,
    explained: [pack(2, top, [box]), seen(4, [top], { bizStep: 'receiving', readPoint: { id: elsewhere } })],
  },
  {
    rule: 'left-inside',
    what: 'ends with a pack inside',
    about: box,
    events: [commission(0, [unit, box]), pack(1, box, [unit]), end(5, [box])],
    offender: 2,
    explained: [unpack(3, box, [unit])],
  },
  {
    rule: 'left-inside',
    what: 'ends with a pack inside that ended too, as is told late',
    about: box,
    events: [commission(0, [unit, box]), pack(1, box, [unit]), end(5, [box])],
    offender: 2,
    explained: [end(6, [unit])],
  },
  {
    rule: 'lot-contradiction',
    what: 'has two lots',
    events: [commission(0, [unit], 'LOT1'), end(1, [unit]), commission(5, [unit], 'LOT2')],
    offender: 2,
  },
  {
    rule: 'never-issued',
    what: 'has a serial that our pool never issued',
    facts: { issued: false, pooled: true, claimed: false },
    events: [commission(0, [unit])],
    offender: 0,
  },
  {
    rule: 'nothing-to-unpack',
    what: 'is taken out of a case that it was not in',
    events: [commission(0, [unit]), unpack(5, box, [unit])],
    offender: 1,
    explained: [pack(3, box, [unit])],
  },
  {
    rule: 'nothing-to-unpack',
    what: 'is emptied and empty already',
    about: box,
    events: [commission(0, [unit, box]), pack(1, box, [unit]), unpack(2, box), unpack(5, box)],
    offender: 3,
    explained: [pack(3, box, [unit])],
  },
];

describe.each(stories)(
  '$rule: a unit that $what',
  ({ rule, about = unit, facts = own, events, offender, explained }) => {
    const told = kept(...events);

    test('is found out, with the event that offends first', () => {
      expect(rulesOf(about, told, facts)).toEqual([rule]);
      const [found] = findings(about, told, facts);
      expect([found?.subject, found?.eventIds[0]]).toEqual([about, `urn:uuid:event-${offender}`]);
    });

    test('is found out alike whatever order the events came in, and however often', () =>
      fc.assert(
        fc.property(fc.shuffledSubarray([...told, ...told], { minLength: told.length * 2 }), (mixed) => {
          expect(findings(about, mixed, facts)).toEqual(findings(about, told, facts));
        }),
        { numRuns: 20 },
      ));

    test('is cleared when what offends is declared an error', () => {
      const wrong = told[offender];
      expect(rulesOf(about, wrong === undefined ? [] : [...told, denied(wrong)], facts)).not.toContain(rule);
    });

    if (explained === undefined) return;
    test('is cleared by events that arrive late', () =>
      expect(rulesOf(about, kept(...events, ...explained), facts)).toEqual([]));
  },
);

test.each([
  { what: 'ours, in two parts of one event', second: commission(0, [unit]), facts: own },
  { what: 'ours by its product alone', second: commission(0, [unit]), facts: { ...own, issued: false } },
  {
    what: 'others’, with another lot',
    second: commission(0, [unit], 'LOT2'),
    facts: { issued: false, pooled: false, claimed: false },
  },
])('a unit that is $what is commissioned twice', ({ second, facts }) => {
  expect(rulesOf(unit, kept(commission(0, [unit, mate]), second), facts)).toContain('commissioned-twice');
});

describe('nothing is found where', () => {
  const quiet = (epc: string, events: readonly EpcisEvent[], facts: UnitFacts = own) =>
    expect(rulesOf(epc, kept(...events), facts)).toEqual([]);
  const foreign = { issued: false, pooled: false, claimed: false };

  test('a pack is made, packed, shipped in its pallet, received, unpacked and dispensed', () => {
    const received = seen(5, [top], { bizStep: 'receiving', readPoint: { id: elsewhere } });
    const events = [
      commission(0, [unit, mate]),
      pack(1, box, [unit, mate]),
      pack(2, top, [box]),
      ship(3, [top]),
      received,
      unpack(6, top),
      unpack(7, box, [unit]),
      seen(8, [unit], { bizStep: 'dispensing', disposition: 'dispensed' }),
    ];
    for (const epc of [unit, mate, box, top]) quiet(epc, events);
  });

  test('a sender lists every level of a shipment in one event', () =>
    quiet(unit, [commission(0, [unit]), pack(1, box, [unit]), pack(2, top, [box]), ship(3, [top, unit])]));

  test('commissioning and packing have one time', () =>
    quiet(unit, [pack(0, box, [unit]), { ...commission(0, [unit]) }]));

  test('a unit of others was never commissioned here, nor its packing told', () =>
    quiet(unit, [seen(0, [unit], { bizStep: 'receiving' }), unpack(1, box, [unit])], foreign));

  test('the commissioning of a unit of others is heard twice, in two parts of one event', () =>
    quiet(unit, [commission(0, [unit, mate]), commission(0, [unit])], foreign));

  test('a destroyed pack is decommissioned first and destroyed later', () =>
    quiet(unit, [commission(0, [unit]), end(1, [unit]), seen(2, [unit], { action: 'DELETE', bizStep: 'destroying' })]));

  test('a decommissioned pack is taken out of its case', () =>
    quiet(unit, [commission(0, [unit]), pack(1, box, [unit]), end(2, [unit]), unpack(3, box, [unit])]));

  test('a logistic unit begins by being filled', () => quiet(box, [pack(0, box, [unit]), ship(1, [box])]));

  test('a container with contents known by number only is emptied', () => {
    const { childEPCs: _, ...rest } = pack(1, box, []);
    quiet(box, [
      { ...rest, childQuantityList: [{ epcClass: 'urn:epc:idpat:sgtin:9521321.054321.*', quantity: 5 }] },
      unpack(2, box),
    ]);
  });
});

test('of our products with serials from elsewhere we are only warned', () =>
  expect(findings(unit, kept(ship(0, [unit])), { issued: false, pooled: false, claimed: true })).toMatchObject([
    { rule: 'never-commissioned', severity: 'minor' },
  ]));
