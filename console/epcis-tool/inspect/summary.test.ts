import { describe, expect, test } from 'vitest';
import type { EpcisEvent } from '#shared/epcis/event.ts';
import { eventSummary, headSummary } from './summary.ts';

const at = { eventTime: '2026-03-01T08:30:00Z', eventTimeZoneOffset: '+01:00' } as const;
const pack = (serial: number | string) => `urn:epc:id:sgtin:9521321.054321.${serial}`;
const carton = (number: number) => `urn:epc:id:sscc:9521321.${1234567000 + number}`;

const packing = (parent: number, units: number, more: object = {}): EpcisEvent => ({
  type: 'AggregationEvent',
  ...at,
  action: 'ADD',
  parentID: carton(parent),
  childEPCs: Array.from({ length: units }, (_, unit) => pack(`${parent}-${unit}`)),
  ...more,
});

function summaryOf(...events: readonly EpcisEvent[]) {
  const { add, summary } = eventSummary();
  for (const event of events) add(event);
  return summary();
}

describe('packing', () => {
  test('is told by kinds, with how many parents have how many children', () => {
    const pallet: EpcisEvent = {
      type: 'AggregationEvent',
      ...at,
      action: 'ADD',
      parentID: carton(99),
      childEPCs: [carton(1), carton(2), carton(3)],
    };
    expect(summaryOf(packing(1, 24), packing(2, 24), packing(3, 7), pallet).hierarchy).toEqual([
      {
        parent: 'sscc',
        child: 'sgtin',
        parents: 3,
        children: 55,
        childrenEach: [
          [24, 2],
          [7, 1],
        ],
      },
      { parent: 'sscc', child: 'sscc', parents: 1, children: 3, childrenEach: [[3, 1]] },
    ]);
  });

  test('counts only what is added', () => {
    expect(summaryOf(packing(1, 24, { action: 'DELETE' }), packing(1, 24, { action: 'OBSERVE' })).hierarchy).toEqual(
      [],
    );
  });

  test('of different things into one parent is told for each kind', () => {
    const mixed = packing(1, 2, { childEPCs: [pack(1), pack(2), 'https://id.gs1.org/00/195213212345678904'] });
    expect(summaryOf(mixed).hierarchy.map(({ child, children }) => [child, children])).toEqual([
      ['sgtin', 2],
      ['sscc', 1],
    ]);
  });
});

describe('lots and expiry dates', () => {
  const commissioning = (ilmd: object, context?: Record<string, string>): EpcisEvent => ({
    type: 'ObjectEvent',
    ...at,
    ...(context === undefined ? {} : { '@context': context }),
    action: 'ADD',
    epcList: [pack(1)],
    ilmd: { ...ilmd },
  });

  test('are found under every spelling of their name', () => {
    const { lots, expiryDates } = summaryOf(
      commissioning({ 'cbvmda:lotNumber': 'A', 'cbvmda:itemExpirationDate': '2028-03-31' }),
      commissioning({ 'urn:epcglobal:cbv:mda:lotNumber': 'A' }),
      commissioning({ 'mda:lotNumber': 'B' }, { mda: 'urn:epcglobal:cbv:mda' }),
      commissioning({ 'ex:lotNumber': 'C' }, { ex: 'https://ns.example.org/' }),
    );
    expect(lots).toEqual([
      ['A', 2],
      ['B', 1],
    ]);
    expect(expiryDates).toEqual([['2028-03-31', 1]]);
  });

  test('are texts, whatever they were sent as', () => {
    const { lots } = summaryOf(
      commissioning({ 'cbvmda:lotNumber': { '@type': 'xsd:string', '@value': 'D' } }),
      commissioning({ 'cbvmda:lotNumber': 42 }),
      commissioning({ 'cbvmda:lotNumber': { '#text': 'E', '@ex:a': 'b' } }),
    );
    expect(lots.map(([lot]) => lot).sort()).toEqual(['42', 'D', 'E']);
  });

  test('of quantities count, too', () => {
    const quantity: EpcisEvent = {
      type: 'ObjectEvent',
      ...at,
      action: 'OBSERVE',
      quantityList: [
        { epcClass: 'urn:epc:class:lgtin:9521321.054321.LOT-1', quantity: 5 },
        { epcClass: 'https://id.gs1.org/01/09521321543218/10/LOT-1', quantity: 5 },
        { epcClass: 'https://id.gs1.org/01/09521321543218' },
      ],
    };
    expect(summaryOf(quantity).lots).toEqual([['LOT-1', 2]]);
  });
});

describe('identifiers', () => {
  test('are counted by scheme and by spelling, wherever they stand', () => {
    const { identifiers } = summaryOf(
      packing(1, 3, { readPoint: { id: 'urn:epc:id:sgln:9521321.00017.0' } }),
      packing(1, 3, { bizLocation: { id: 'https://id.gs1.org/414/9521321000179' } }),
    );
    expect(identifiers).toEqual([
      { scheme: 'sgtin', mentions: 6, distinct: 3, spellings: [['urn', 6]], companyPrefixes: [['9521321', 6]] },
      {
        scheme: 'sgln',
        mentions: 2,
        distinct: 2,
        spellings: [
          ['digital-link', 1],
          ['urn', 1],
        ],
        companyPrefixes: [['9521321', 1]],
      },
      { scheme: 'sscc', mentions: 2, distinct: 1, spellings: [['urn', 2]], companyPrefixes: [['9521321', 2]] },
    ]);
  });

  test('of endless kinds do not fill the memory', () => {
    const { add, summary } = eventSummary();
    for (let kind = 0; kind < 500; kind++)
      add(packing(1, 0, { parentID: `https://host${kind}.example.org/x`, childEPCs: [] }));
    const { identifiers } = summary();
    expect(identifiers.length).toBeLessThanOrEqual(101);
    expect(identifiers.reduce((sum, { mentions }) => sum + mentions, 0)).toBe(500);
  });
});

describe('extensions', () => {
  test('are counted by namespace at every depth, attributes as what they are called', () => {
    const { extensions } = summaryOf(
      packing(1, 1, {
        '@context': { ex: 'https://ns.example.org/', a: 'urn:a#' },
        'ex:outer': { 'a:inner': [{ 'ex:deep': 1 }, { 'ex:deep': 2 }], '@a:note': 'x' },
        'https://other.example.org/ns#name': true,
      }),
    );
    expect(extensions).toEqual([
      {
        namespace: 'https://ns.example.org/',
        names: [
          ['deep', 2],
          ['outer', 1],
        ],
      },
      { namespace: 'https://other.example.org/ns#', names: [['name', 1]] },
      {
        namespace: 'urn:a#',
        names: [
          ['inner', 1],
          ['note', 1],
        ],
      },
    ]);
  });
});

test('an event of somebody else’s type, and one that declares an error, are counted', () => {
  const summary = summaryOf(
    { type: 'ex:Custom', ...at },
    packing(1, 1, { errorDeclaration: { declarationTime: '2026-03-02T00:00:00Z' } }),
  );
  expect(summary).toMatchObject({
    events: 2,
    errorDeclarations: 1,
    types: [
      ['AggregationEvent', 1],
      ['ex:Custom', 1],
    ],
    actions: [['ADD', 1]],
  });
});

test('a head is told with its parties, its master data and what others added', () => {
  const summary = headSummary({
    form: 'EPCISQueryDocument',
    context: { ex: 'https://ns.example.org/' },
    queryName: 'SimpleEventQuery',
    masterData: [
      { type: 'urn:epcglobal:epcis:vtype:Location', vocabularyElementList: [{ id: 'urn:a:b' }] },
      { type: 'urn:c:d' },
    ],
    headerExtensions: { 'ex:note': 'x' },
    bodyExtensions: { 'ex:note': 'y' },
  });
  expect(summary).toMatchObject({
    form: 'EPCISQueryDocument',
    queryName: 'SimpleEventQuery',
    masterData: [
      { vocabulary: 'urn:epcglobal:epcis:vtype:Location', elements: 1 },
      { vocabulary: 'urn:c:d', elements: 0 },
    ],
    headExtensions: [{ namespace: 'https://ns.example.org/', names: [['note', 2]] }],
  });
});
