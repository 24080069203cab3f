import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryShipment } from '../../../../test/kit/arbitrary-shipment.ts';
import { caseUnit, commissioned, packed, pallet, shipped, unit } from '../../../../test/kit/credible-events.ts';
import { asStored, aUsShipment, usEvents } from '../../../../test/kit/us-shipment.ts';
import type { EpcisDocument } from '../../../epcis/document.ts';
import type { AggregationEvent, EpcisEvent, ObjectEvent } from '../../../epcis/event.ts';
import type { Json } from '../../../wire/json.ts';
import { usShipment } from '../write-shipment.ts';
import { usRules } from './rules.ts';
import { validateUsDocument } from './validate-us-document.ts';

function judged(document: EpcisDocument) {
  const { findings } = validateUsDocument(document, { profile: 'dscsa-1.3', isWhole: true });
  // What the table says of a rule is what the rule does.
  for (const { rule, severity } of findings) expect([severity, 'either']).toContain(usRules[rule].weighs);
  return findings;
}
const sound = usShipment(aUsShipment());

test('of a history without contradictions nothing is found, whatever it is', () =>
  fc.assert(
    fc.property(arbitraryShipment, (events) => {
      const document = usShipment(aUsShipment(asStored(events)));
      // A case of two lots says none, which is worth a warning to a reader who cannot look inside.
      const found = judged(document).filter(({ rule }) => rule !== 'dscsa-case-lot-expiry-missing');
      expect(found).toEqual([]);
    }),
    { numRuns: 200 },
  ));

type Events = readonly EpcisEvent[];
const later = (day: number) => ({ eventTime: `2026-03-0${day}T12:00:00Z` });
const objects = (change: (event: ObjectEvent) => ObjectEvent, at: number) => (events: Events) =>
  events.map((event, i) => (i === at && event.type === 'ObjectEvent' ? change(event) : event));
const packings = (change: (event: AggregationEvent) => AggregationEvent, at: number) => (events: Events) =>
  events.map((event, i) => (i === at && event.type === 'AggregationEvent' ? change(event) : event));
const more = (event: EpcisEvent, at: number) => (events: Events) => events.toSpliced(at, 0, event);
const ilmd = (name: string, value: string) => (event: ObjectEvent) => ({
  ...event,
  ilmd: { ...event.ilmd, [`cbvmda:${name}`]: value },
});
const of = (list: 'sourceList' | 'destinationList', type: string) => (event: ObjectEvent) => ({
  ...event,
  [list]: event[list]?.filter((one) => one.type !== type),
});

/** Events 0 to 2 commission units, cases and the pallet; 3 and 4 pack the cases, 5 the pallet; 6 ships it. */
const planted: [rule: string, plant: (events: Events) => Events, event: number, epc?: string][] = [
  ['dscsa-not-commissioned', packings((e) => ({ ...e, childEPCs: [...(e.childEPCs ?? []), unit(9)] }), 4), 4, unit(9)],
  ['dscsa-event-order', (events) => [...events.slice(3, 4), ...events.slice(0, 3), ...events.slice(4)], 1, unit(1)],
  ['dscsa-event-order', packings((e) => ({ ...e, eventTime: '2026-02-01T08:00:00Z' }), 3), 3, caseUnit(1)],
  [
    'dscsa-commissioned-twice',
    more(commissioned({ epcList: [unit(1)], eventTime: '2026-03-01T08:03:30Z' }), 3),
    3,
    unit(1),
  ],
  ['dscsa-second-parent', more(packed({ parentID: caseUnit(2), childEPCs: [unit(1)] }), 6), 6, unit(1)],
  [
    'dscsa-packing-outdated',
    more(packed({ eventTime: '2026-03-01T08:03:30Z', parentID: caseUnit(2), childEPCs: [unit(1)] }), 6),
    6,
    unit(1),
  ],
  ['dscsa-packed-in-itself', more(packed({ parentID: caseUnit(1), childEPCs: [pallet] }), 6), 6, pallet],
  [
    'dscsa-unpacked-not-inside',
    more(packed({ action: 'DELETE', bizStep: 'unpacking', parentID: caseUnit(2), childEPCs: [unit(1)] }), 6),
    6,
    unit(1),
  ],
  [
    'dscsa-used-after-end',
    more(
      {
        ...bare(commissioned({ epcList: [unit(1)] })),
        action: 'DELETE',
        bizStep: 'decommissioning',
        disposition: 'inactive',
        eventTime: '2026-03-01T08:03:30Z',
      },
      3,
    ),
    4,
    unit(1),
  ],
  [
    'dscsa-packed-after-shipping',
    more(packed({ ...later(3), parentID: pallet, childEPCs: [caseUnit(1)] }), 7),
    7,
    pallet,
  ],
  ['dscsa-not-outermost', objects((e) => ({ ...e, epcList: [caseUnit(1)] }), 6), 6, caseUnit(1)],
  ['dscsa-shipped-inside', more(shipped({ ...later(3), epcList: [unit(1)] }), 7), 7, unit(1)],
  ['dscsa-shipped-twice', more(shipped({ ...later(3), epcList: [pallet] }), 7), 7, pallet],
  [
    'dscsa-contents-untold',
    (events) =>
      events
        .filter((_, i) => i !== 5)
        .map((e, i) => (i === 5 ? shipped({ epcList: [pallet, caseUnit(1), caseUnit(2)] }) : e)),
    5,
    pallet,
  ],
  [
    'dscsa-lot-expiry-unresolved',
    more(bare(commissioned({ epcList: [caseUnit(3)], eventTime: '2026-03-01T08:03:30Z' })), 3),
    7,
    caseUnit(3),
  ],
  ['dscsa-lot-expiry-missing', objects(bare, 0), 0],
  [
    'dscsa-lot-differs',
    (events) =>
      objects(
        ilmd('lotNumber', 'LOT-2'),
        1,
      )(packings((e) => ({ ...e, childEPCs: [unit(1)] }), 3)(packings((e) => ({ ...e, childEPCs: [] }), 4)(events))),
    3,
    unit(1),
  ],
  [
    'dscsa-lot-form',
    (events) => [0, 1].reduce((all, i) => objects(ilmd('lotNumber', 'L'.repeat(21)), i)(all), events),
    0,
  ],
  ['dscsa-expiry-form', objects(ilmd('itemExpirationDate', '2028-02-30'), 0), 0],
  ['dscsa-expiry-form', objects(ilmd('itemExpirationDate', '280229'), 0), 0],
  ['dscsa-ilmd-on-sscc', objects(ilmd('lotNumber', 'LOT-1'), 2), 2, pallet],
  ['dscsa-owning-party-missing', objects(of('sourceList', 'owning_party'), 6), 6],
  ['dscsa-owning-party-missing', objects(of('destinationList', 'owning_party'), 6), 6],
  ['dscsa-location-missing', objects(of('sourceList', 'location'), 6), 6],
  [
    'dscsa-po-missing',
    objects((e) => ({ ...e, bizTransactionList: e.bizTransactionList?.filter(({ type }) => type !== 'po') ?? [] }), 6),
    6,
  ],
  ['dscsa-beyond-12', objects((e) => ({ ...e, certificationInfo: 'urn:example:certificate' }), 6), 6],
];

function bare<Event extends ObjectEvent>({ ilmd: _, ...event }: Event) {
  return event;
}

/** Findings that follow from what was planted, and say it again from where they stand. */
const beside: Readonly<Record<string, readonly string[]>> = {
  'dscsa-owning-party-missing': ['dscsa-statement-untold'],
  'dscsa-lot-expiry-unresolved': ['dscsa-case-lot-expiry-missing'],
  'dscsa-lot-form': ['dscsa-lot-form'],
};

describe('a contradiction is found by its own rule, and no other', () => {
  test.each(planted)('%s (%#)', (rule, plant, event, epc) => {
    let events = plant(sound.events);
    if (rule === 'dscsa-lot-expiry-unresolved')
      events = objects((e) => ({ ...e, epcList: [pallet, caseUnit(3)] }), 7)(events);
    const found = judged({ ...sound, events }).filter(
      (one) => !beside[rule]?.includes(one.rule) || one.event === event,
    );
    expect([...new Set(found.map((one) => one.rule))]).toEqual([rule]);
    expect(found[0]).toMatchObject({ event, ...(epc !== undefined && { epc }) });
    for (const { detail, remedy, clause } of found)
      for (const text of [detail, remedy, clause]) expect(text).not.toBe('');
  });
});

describe('what stands around the events', () => {
  const header = (change: Record<string, Json | undefined>) =>
    Object.fromEntries(
      Object.entries<Json | undefined>({ ...sound.headerExtensions, ...change }).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value] as const],
      ),
    );
  const statement = { 'gs1ushc:affirmTransactionStatement': 'true', 'gs1ushc:legalNotice': 'Complied.' };

  test.each<[string, Partial<EpcisDocument>]>([
    ['dscsa-schema-version', { schemaVersion: '2.0' }],
    ['dscsa-instance-missing', { instanceIdentifier: '' }],
    ['dscsa-sender-missing', { sender: '' }],
    ['dscsa-receiver-identifier', { receiver: 'urn:example:somebody' }],
    ['dscsa-statement-missing', { headerExtensions: header({ 'gs1ushc:dscsaTransactionStatement': undefined }) }],
    [
      'dscsa-statement-not-affirmed',
      {
        headerExtensions: header({
          'gs1ushc:dscsaTransactionStatement': { ...statement, 'gs1ushc:affirmTransactionStatement': 'false' },
        }),
      },
    ],
    [
      'dscsa-legal-notice-missing',
      {
        headerExtensions: header({ 'gs1ushc:dscsaTransactionStatement': { ...statement, 'gs1ushc:legalNotice': ' ' } }),
      },
    ],
    ['dscsa-guideline-version', { headerExtensions: header({ 'gs1ushc:guidelineVersion': undefined }) }],
  ])('%s', (rule, change) => expect(judged({ ...sound, ...change }).map((one) => one.rule)).toEqual([rule]));

  test.each(['99999-1234-06', '9999-1234-05', '1-2'])('an NDC %s that is not the one in the GTIN is found', (ndc) => {
    const masterData = JSON.parse(JSON.stringify(sound.masterData).replace('99999-1234-05', ndc));
    const rules = judged({ ...sound, masterData }).map((one) => one.rule);
    expect(rules).toEqual([ndc === '1-2' ? 'dscsa-ndc-malformed' : 'dscsa-ndc-differs']);
  });
});

test('of one mistake made a thousand times twenty are told and all are counted', () => {
  const units = Array.from({ length: 1000 }, (_, i) => unit(`X${i}`));
  const events = [...usEvents.slice(0, 4), packed({ parentID: caseUnit(2), childEPCs: units }), ...usEvents.slice(5)];
  const { findings, counts } = validateUsDocument({ ...sound, events }, { profile: 'dscsa-1.3', isWhole: true });
  expect(findings).toHaveLength(20);
  expect(counts.get('dscsa-not-commissioned')).toBe(1000);
});
