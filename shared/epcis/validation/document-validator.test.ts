import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  caseUnit,
  commissioned,
  dscsaHead,
  packed,
  pallet,
  sensed,
  shipped,
  transformed,
  unit,
  unitClass,
} from '../../../test/kit/credible-events.ts';
import type { EpcisHead } from '../document.ts';
import type { EpcisEvent } from '../event.ts';
import { documentValidator } from './document-validator.ts';
import type { Tier } from './finding.ts';

interface Asked {
  head?: EpcisHead;
  tiers?: readonly Tier[];
  limit?: number;
}

function told(events: readonly EpcisEvent[], { head, tiers = ['business'], limit }: Asked = {}): string[] {
  const validator = documentValidator({ tiers: new Set(tiers), ...(limit === undefined ? {} : { limit }) });
  const first = head === undefined ? [] : validator.head(head);
  const each = events.flatMap((event, index) =>
    validator.event(event, index).map((finding) => ({ event: index, ...finding })),
  );
  return [...first, ...each, ...validator.end()].map(
    ({ tier, severity, code, event, path }) => `${tier} ${severity} ${code} ${event ?? 'head'} ${path}`,
  );
}

const pallets = commissioned({ epcList: [pallet], eventTime: '2026-03-01T08:30:00Z' });
const story = [commissioned(), pallets, packed(), shipped()];
const later = (event: EpcisEvent, eventTime = '2026-03-03T00:00:00Z'): EpcisEvent => ({ ...event, eventTime });

test('a story as it should be gives no findings', () => {
  expect(told(story)).toEqual([]);
  expect(told(story, { head: dscsaHead(), tiers: ['vocabulary', 'business', 'dscsa'] })).toEqual([]);
});

describe('eventIDs', () => {
  const named: EpcisEvent = { ...sensed(), eventID: 'urn:uuid:1' };
  const declared: EpcisEvent = { ...named, errorDeclaration: { declarationTime: '2026-04-01T00:00:00Z' } };

  test('are not repeated', () => {
    expect(told([named, { ...named, eventID: 'urn:uuid:2' }, named])).toEqual([
      'business error event-id-repeated 2 /eventID',
    ]);
    expect(told([sensed(), sensed()])).toEqual([]);
  });

  test('but by the declaration that the event was erroneous', () => {
    expect(told([named, declared])).toEqual([]);
    expect(told([declared, named])).toEqual([]);
  });

  test('are compared up to a limit, which is told', () => {
    const ids = Array.from({ length: 4 }, (_, index): EpcisEvent => ({ ...sensed(), eventID: `urn:uuid:${index}` }));
    expect(told([...ids, ids[3] ?? sensed()], { limit: 3 })).toEqual(['business warning event-ids-not-followed head ']);
    expect(told(ids, { limit: 4 })).toEqual([]);
  });
});

describe('order', () => {
  test('is that of eventTime', () => {
    const early = later(sensed(), '2026-01-01T00:00:00Z');
    expect(told([sensed(), early, sensed()])).toEqual(['business warning time-order 1 /eventTime']);
    expect(told([early, sensed(), sensed()])).toEqual([]);
  });

  test('counts instants, not texts', () => {
    const there = { ...sensed(), eventTime: '2026-03-01T09:00:00+02:00', eventTimeZoneOffset: '+02:00' };
    expect(told([there, sensed()])).toEqual([]);
  });

  test('is asked for the profile too, but not twice', () => {
    const both = [sensed(), later(sensed(), '2026-01-01T00:00:00Z')];
    expect(told(both, { tiers: ['dscsa'] })).toEqual(['dscsa warning time-order 1 /eventTime']);
    expect(told(both, { tiers: ['business', 'dscsa'] })).toEqual(['business warning time-order 1 /eventTime']);
    expect(told(both, { tiers: ['vocabulary'] })).toEqual([]);
  });
});

describe('existence', () => {
  test('begins before a thing is packed or shipped', () => {
    expect(told([packed(), later(commissioned())])).toEqual([
      'business warning commissioned-late 1 /epcList/0',
      'business warning commissioned-late 1 /epcList/1',
    ]);
    expect(told([shipped(), later(pallets)])).toEqual(['business warning commissioned-late 1 /epcList/0']);
    expect(told([packed(), later(commissioned())], { tiers: ['dscsa'] })).toEqual([
      'dscsa error dscsa-event-order 1 /epcList/0',
      'dscsa error dscsa-event-order 1 /epcList/1',
      'dscsa warning dscsa-not-commissioned 0 /parentID',
    ]);
  });

  test('begins once, unless it ended', () => {
    const ended = later({ ...sensed(), action: 'DELETE', epcList: [unit(1), unit(2)] });
    expect(
      told([commissioned(), commissioned({ epcList: [unit(2), unit(3)], eventTime: '2026-03-03T00:00:00Z' })]),
    ).toEqual(['business warning commissioned-twice 1 /epcList/0']);
    expect(told([commissioned(), ended, later(commissioned())])).toEqual([]);
  });

  test('begins anew when the first time was declared erroneous', () => {
    const declared = commissioned({ errorDeclaration: { declarationTime: '2026-04-01T00:00:00Z' } });
    expect(told([commissioned(), declared, commissioned()])).toEqual([]);
    const unpacked = packed({ errorDeclaration: { declarationTime: '2026-04-01T00:00:00Z' } });
    expect(told([commissioned(), packed(), unpacked, packed({ parentID: caseUnit(1) })])).toEqual([]);
  });

  test('goes through transformations', () => {
    const through = transformed({ inputEPCList: [unit(1)], outputEPCList: [unit(2)] });
    expect(told([commissioned({ epcList: [unit(1)] }), through, later(commissioned({ epcList: [unit(1)] }))])).toEqual(
      [],
    );
    expect(told([through, later(commissioned({ epcList: [unit(2)] }))])).toEqual([
      'business warning commissioned-twice 1 /epcList/0',
    ]);
  });

  test('is the same in every spelling', () => {
    const link = 'https://id.gs1.org/01/09521321543218/21/7';
    const urn = 'urn:epc:id:sgtin:9521321.054321.7';
    expect(told([commissioned({ epcList: [urn] }), later(commissioned({ epcList: [link] }))])).toEqual([
      'business warning commissioned-twice 1 /epcList/0',
    ]);
  });
});

describe('packing', () => {
  const again = packed({ parentID: caseUnit(1), childEPCs: [unit(1)] });

  test('is into one parent at a time', () => {
    expect(told([...story.slice(0, 3), again])).toEqual(['business warning packed-twice 3 /childEPCs/0']);
    expect(told([...story.slice(0, 3), packed()])).toEqual([
      'business warning packed-twice 3 /childEPCs/0',
      'business warning packed-twice 3 /childEPCs/1',
    ]);
  });

  test.each<[string, EpcisEvent]>([
    ['it was taken out', packed({ action: 'DELETE', bizStep: 'unpacking', childEPCs: [unit(1)] })],
    ['the parent was emptied', packed({ action: 'DELETE', bizStep: 'unpacking', childEPCs: [] })],
  ])('may be again when %s', (_what, event) => expect(told([...story.slice(0, 3), event, again])).toEqual([]));

  test('a parent is not emptied by taking out a quantity', () => {
    const some = packed({
      action: 'DELETE',
      bizStep: 'unpacking',
      childEPCs: [],
      childQuantityList: [{ epcClass: unitClass, quantity: 1 }],
    });
    expect(told([...story.slice(0, 3), some, again])).toEqual(['business warning packed-twice 4 /childEPCs/0']);
  });
});

test('things are followed up to a limit, which is told', () => {
  expect(told([commissioned(), packed(), packed()], { limit: 3 })).toEqual([
    'business warning units-not-followed head ',
  ]);
  expect(told([commissioned(), packed(), packed()], { limit: 4 })).toHaveLength(2);
  expect(told([commissioned(), packed(), packed()], { limit: 3, tiers: ['dscsa'] })).toEqual([
    'dscsa warning units-not-followed head ',
  ]);
  expect(told([commissioned(), packed(), packed()], { limit: 3, tiers: ['business', 'dscsa'] })).toEqual([
    'business warning units-not-followed head ',
  ]);
});

test('no document of any order of events makes a rule throw, and the limit bounds what is told', () => {
  const events = fc.constantFrom<EpcisEvent>(
    ...story,
    transformed(),
    sensed(),
    packed({ action: 'DELETE', childEPCs: [] }),
  );
  fc.assert(
    fc.property(fc.array(events, { maxLength: 20 }), fc.nat(12), (document, limit) => {
      const findings = told(document, { head: dscsaHead(), tiers: ['vocabulary', 'business', 'dscsa'], limit });
      expect(findings.every((finding) => finding.length > 0)).toBe(true);
    }),
  );
});
