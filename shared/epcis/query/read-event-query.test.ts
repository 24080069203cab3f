import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arbitraryEvent } from '../../../test/kit/arbitrary-event.ts';
import { anObjectEvent, exampleContext, matches, queried, queryFor } from '../../../test/kit/epcis-queries.ts';
import { isRefusal } from '../../refusal.ts';
import { exactNumber, isExactNumber } from '../../wire/exact-number.ts';
import type { EpcisEvent } from '../event.ts';
import type { QueryMessage, QueryValue } from '../query-message.ts';
import { readQueryMessage } from '../read-query-message.ts';
import { readEventQuery } from './read-event-query.ts';

const read = (params: QueryMessage['params']) =>
  readEventQuery({ queryName: 'SimpleEventQuery', params, context: exampleContext });

describe('what is refused, by name', () => {
  test.each<[string, QueryMessage['params'], RegExp]>([
    ['EQ_bizstep', { EQ_bizstep: ['shipping'] }, /write EQ_bizStep/],
    ['EQ_Quantity', { EQ_Quantity: 1 }, /write EQ_quantity/],
    ['GE_evenTime', { GE_evenTime: '2026-03-01T09:00:00Z' }, /write GE_eventTime/],
    ['GE_errorDeclaration_Time', { GE_errorDeclaration_Time: 'x' }, /write GE_errorDeclarationTime/],
    ['eq_ILMD_ex:f', { 'eq_ILMD_ex:f': 'x' }, /write EQ_ILMD_ex:f/],
    ['EQ_biztransaction_po', { EQ_biztransaction_po: ['x'] }, /write EQ_bizTransaction_po/],
    ['nothing', { nothing: 'x' }, /spelling/],
    ['EQ_foo', { EQ_foo: 'x' }, /spelling/],
    ['__proto__', Object.fromEntries([['__proto__', 'x']]), /spelling/],
    ['EQ_bizTransaction', { EQ_bizTransaction: ['x'] }, /write EQ_bizTransaction_<type>/],
    ['EQ_source', { EQ_source: ['x'] }, /write EQ_source_<type>/],
    ['EQ_destination_', { EQ_destination_: ['x'] }, /write EQ_destination_<type>/],
    ['GE_value', { GE_value: 1 }, /write GE_value_<uom>/],
    ['GE_value_cel', { GE_value_cel: 1 }, /Recommendation 20/],
    ['EQ_percRank', { EQ_percRank: 1 }, /spelling|percRank/],
    ['EQ_none:field', { 'EQ_none:field': 'x' }, /GS1-Extensions/],
    ['perPage', { perPage: '5' }, /query string/],
    ['eventType', { eventType: ['ObjectEvents'] }, /write ObjectEvent/],
    ['eventType', { eventType: ['QuantityEvent'] }, /ObjectEvent/],
    ['EQ_action', { EQ_action: ['add'] }, /write ADD/],
    ['EQ_bizStep', { EQ_bizStep: ['shiping'] }, /write shipping/],
    ['EQ_bizStep', { EQ_bizStep: true }, /list of texts/],
    ['EQ_bizStep', { EQ_bizStep: ['shipping', ''] }, /every member/],
    ['EQ_bizStep', { EQ_bizStep: [] }, /leave the parameter out/],
    ['EQ_source_owning_part', { EQ_source_owning_part: ['urn:x:y'] }, /write owning_party/],
    ['MATCH_epc', { MATCH_epc: ['12345'] }, /URIs/],
    ['MATCH_epc', { MATCH_epc: ['urn:epc:idpat:sgtin:9521321.*.7'] }, /first \*/],
    ['MATCH_epc', { MATCH_epc: ['urn:epc:idpat:gid:*.*.*'] }, /GS1 key/],
    ['EQ_eventID', { EQ_eventID: ['no id'] }, /URI/],
    ['EQ_hexBinaryValue', { EQ_hexBinaryValue: ['xyz'] }, /A to F/],
    ['GE_eventTime', { GE_eventTime: '2026-03-01T09:00:00' }, /add Z/],
    ['GE_eventTime', { GE_eventTime: '2026-03-01' }, /add time/],
    ['LT_recordTime', { LT_recordTime: 5 }, /write it like/],
    ['LT_recordTime', { LT_recordTime: ['2026-03-01T09:00:00Z'] }, /one time/],
    ['GE_quantity', { GE_quantity: ['1', '2'] }, /one number/],
    ['EQ_quantity', { EQ_quantity: ['1', 'two'] }, /like 12\.5/],
    ['EQ_quantity', { EQ_quantity: true }, /like 12\.5/],
    ['EXISTS_errorDeclaration', { EXISTS_errorDeclaration: 'yes' }, /true/],
    ['EXISTS_ilmd', { EXISTS_ilmd: true }, /^write EXISTS_ILMD_<field>$/],
    ['EXISTS_INNER_ilmd', { EXISTS_INNER_ilmd: true }, /^write EXISTS_INNER_ILMD_<field>$/],
    ['EXISTS_bizStep', { EXISTS_bizStep: true }, /write EXISTS_<prefix>:bizStep/],
    ['EQ_booleanValue', { EQ_booleanValue: ['true'] }, /one value/],
    ['GT_ex:f', { 'GT_ex:f': 'large' }, /number, or with a time/],
    ['GT_ex:f', { 'GT_ex:f': '2026-03-01T09:00:00' }, /add Z/],
    ['GT_ex:f', { 'GT_ex:f': ['1'] }, /one value/],
    ['HASATTR_readpoint', { HASATTR_readpoint: ['x'] }, /write HASATTR_readPoint/],
    ['HASATTR_readPoint', { HASATTR_readPoint: ['no:name'] }, /prefix/],
    ['EQATTR_readPoint', { EQATTR_readPoint: ['x'] }, /write EQATTR_readPoint_<attribute>/],
    ['orderBy', { orderBy: 'bizStep' }, /eventTime, recordTime/],
    ['orderBy', { orderBy: 'none:field' }, /eventTime, recordTime/],
    ['orderDirection', { orderDirection: 'asc' }, /ASC or DESC/],
    ['eventCountLimit', { eventCountLimit: 5 }, /add orderBy/],
    ['eventCountLimit', { eventCountLimit: 5, maxEventCount: 5, orderBy: 'eventTime' }, /one of them/],
    ['eventCountLimit', { eventCountLimit: 0, orderBy: 'eventTime' }, /from 1/],
    ['maxEventCount', { maxEventCount: '2.5' }, /from 1/],
    ['maxEventCount', { maxEventCount: true }, /from 1/],
  ])('%s in %o', (at, params, remedy) => {
    const refusal = read(params);
    expect(refusal).toMatchObject({ refused: 'bad-parameter', at, rule: expect.stringContaining('§8.2.7.1') });
    expect(isRefusal(refusal) && refusal.remedy).toMatch(remedy);
  });
});

describe('order and limits', () => {
  test('are latest first, unless the query says otherwise', () => {
    expect(queryFor({}).order).toEqual({ by: 'eventTime', descending: true });
    expect(queryFor({ orderBy: 'recordTime', orderDirection: 'ASC' }).order).toEqual({
      by: 'recordTime',
      descending: false,
    });
    expect(queryFor({ orderBy: 'eventTime', eventCountLimit: '5' }).eventCountLimit).toBe(5);
    expect(queryFor({ maxEventCount: 7 })).toMatchObject({ maxEventCount: 7 });
  });

  test('instants order as numbers, fields as what they are', () => {
    const event = anObjectEvent({
      'ex:n': ['10'],
      'ex:t': 'ten',
      'ex:at': '1970-01-01T00:00:01Z',
      'ex:s': { 'ex:n': 1 },
    });
    const value = (orderBy: string) => queryFor({ orderBy }).orderValue(queried(event));
    expect(value('eventTime')).toBe(Date.parse('2026-03-01T09:00:00Z'));
    expect(value('recordTime')).toBe(Date.parse('2026-03-02T00:00:00Z'));
    expect(['ex:n', 'ex:t', 'ex:at', 'ex:s', 'ex:none'].map(value)).toEqual([10, 'ten', 1000, undefined, undefined]);
    expect(value('https://ns.example.org/epcis/#t')).toBe('ten');
    expect(queryFor({ orderBy: 'ex:t' }).order.by).toEqual({ field: 'https://ns.example.org/epcis/#t' });
  });
});

describe('an index is told', () => {
  test('what it can serve, in the spelling of an index', () => {
    const { hints } = queryFor({
      EQ_eventID: ['urn:uuid:1'],
      MATCH_epc: ['urn:epc:id:sscc:9521321.1234567890'],
      MATCH_anyEPCClass: 'urn:epc:idpat:sgtin:9521321.054321.*',
      EQ_bizTransaction_po: ['urn:epcglobal:cbv:bt:9521321000178:1'],
      EQ_transformationID: ['urn:x:t'],
      eventType: ['ObjectEvent'],
      EQ_bizStep: ['urn:epcglobal:cbv:bizstep:shipping'],
      EQ_disposition: ['active'],
      EQ_readPoint: ['urn:epc:id:sgln:9521321.00017.0'],
      EQ_bizLocation: ['urn:x:l'],
      WD_bizLocation: ['urn:x:m'],
      GE_eventTime: '1970-01-01T00:00:01Z',
      LT_recordTime: '1970-01-01T00:00:02Z',
      EQ_action: ['ADD'],
    });
    expect(hints).toEqual({
      eventIds: ['urn:uuid:1'],
      things: [{ parameter: 'MATCH_epc', epcs: ['https://id.gs1.org/00/195213212345678904'], roles: ['epc', 'child'] }],
      classes: [{ parameter: 'MATCH_anyEPCClass', classes: ['https://id.gs1.org/01/09521321543218'] }],
      transactions: [{ parameter: 'EQ_bizTransaction_po', ids: ['urn:epcglobal:cbv:bt:9521321000178:1'] }],
      transformationIds: ['urn:x:t'],
      marks: [
        { field: 'eventType', values: ['ObjectEvent'] },
        { field: 'bizStep', values: ['shipping'] },
        { field: 'disposition', values: ['active'] },
        { field: 'readPoint', values: ['https://id.gs1.org/414/9521321000179'] },
        { field: 'bizLocation', values: ['urn:x:l'] },
      ],
      eventTime: { from: 1000 },
      recordTime: { to: 2000 },
    });
  });

  test('nothing by parameters that only filter', () => {
    const hints = { things: [], classes: [], transactions: [], marks: [], eventTime: {}, recordTime: {} };
    expect(
      queryFor({ EQ_action: ['ADD'], EQ_quantity: 1, 'EQ_ex:f': 'x', EQ_source_location: ['urn:x:y'] }).hints,
    ).toEqual(hints);
  });

  test('a CURIE as it was sent, too: an index need not know the prefix', () => {
    expect(queryFor({ MATCH_epc: ['ex:7'] }).hints.things[0]?.epcs).toEqual(['https://ns.example.org/epcis/7', 'ex:7']);
  });
});

test('a query of JSON may list numbers', () => {
  const message = readQueryMessage({ EQ_quantity: [1, exactNumber('2.50')], EXISTS_sensorElementList: false });
  if (isRefusal(message)) throw new Error(message.detail);
  const query = readEventQuery(message);
  if (isRefusal(query)) throw new Error(query.detail);
  const event = anObjectEvent({ quantityList: [{ epcClass: 'urn:x:c', quantity: 2.5 }] });
  expect(query.matcher([])(queried(event))).toBe(true);
});

describe('any event', () => {
  /** Parameters that ask for what the event says itself. */
  function ownParams(event: EpcisEvent): QueryMessage['params'] {
    const { bizStep, disposition, readPoint, bizLocation, errorDeclaration, persistentDisposition } = event;
    const epcs = 'epcList' in event && Array.isArray(event.epcList) ? event.epcList.map(String) : [];
    return {
      eventType: [event.type],
      GE_eventTime: event.eventTime,
      GE_recordTime: '2026-03-02T00:00:00Z',
      ...(bizStep !== undefined && { EQ_bizStep: [bizStep, 'packing'] }),
      ...(disposition !== undefined && { EQ_disposition: disposition }),
      ...(readPoint !== undefined && { EQ_readPoint: readPoint.id }),
      ...(bizLocation !== undefined && { EQ_bizLocation: [bizLocation.id], WD_bizLocation: [bizLocation.id] }),
      ...(persistentDisposition?.set !== undefined && { EQ_persistentDisposition_set: [...persistentDisposition.set] }),
      ...(epcs.length > 0 && { MATCH_epc: epcs, MATCH_anyEPC: epcs.slice(0, 1) }),
      ...(errorDeclaration !== undefined && {
        EXISTS_errorDeclaration: true,
        GE_errorDeclarationTime: errorDeclaration.declarationTime,
      }),
      ...ownFields(event),
    };
  }
  /** Names with an underscore may begin like another family, which a query would mean instead. */
  const ownFields = (event: EpcisEvent) =>
    Object.fromEntries(
      Object.entries(event)
        .filter(([name]) => name.includes(':') && !name.includes('_'))
        .flatMap(([name, value]): [string, QueryValue][] => {
          if (value === null || (typeof value === 'object' && !isExactNumber(value))) return [];
          return [
            [`EQ_${name}`, typeof value === 'string' ? [value, 'another'] : value],
            [`EXISTS_${name}`, true],
          ];
        }),
    );

  test('is found by what it says itself, and not with one condition more that it does not meet', () =>
    fc.assert(
      fc.property(arbitraryEvent, (event) => {
        const query = queryFor(ownParams(event), event['@context'] ?? {});
        expect(query.matcher([])(queried(event))).toBe(true);
        const more: QueryMessage['params'][] = [
          { LT_eventTime: event.eventTime },
          { EQ_eventID: ['urn:uuid:of-another'] },
          { MATCH_anyEPC: ['urn:example:in-no-event'] },
          { 'EQ_urn:in-no-event:field': 'x' },
          { EQ_bizStep: ['urn:example:in-no-event'] },
        ];
        for (const one of more)
          expect(queryFor({ ...ownParams(event), ...one }, event['@context'] ?? {}).matcher([])(queried(event))).toBe(
            false,
          );
      }),
      { numRuns: 60 },
    ));

  test('meets every hint of a query that it matches', () =>
    fc.assert(
      fc.property(arbitraryEvent, (event) => {
        const { hints } = queryFor(ownParams(event), event['@context'] ?? {});
        const marks = new Map(hints.marks.map(({ field, values }) => [field, values]));
        if (event.bizStep !== undefined) expect(marks.get('bizStep')).toContain(event.bizStep);
        expect(hints.eventTime.from).toBe(queryFor({}).orderValue(queried(event)));
      }),
      { numRuns: 30 },
    ));
});

test('the needs of master data are asked and answered in order', () => {
  const query = queryFor({
    WD_readPoint: ['urn:epc:id:sgln:9521321.00017.0'],
    HASATTR_bizLocation: ['cbvmda:city', 'ex:zone'],
    'EQATTR_epcClass_urn:epcglobal:cbv:mda#dosageFormType': ['Tablet'],
    EQATTR_bizStep_name: ['Packing'],
  });
  expect(query.needs).toEqual([
    { need: 'descendants', parameter: 'WD_readPoint', ids: ['https://id.gs1.org/414/9521321000179'] },
    {
      need: 'holders',
      parameter: 'HASATTR_bizLocation',
      vocabularies: ['BusinessLocation', 'BizLocation', 'Location'],
      names: ['urn:epcglobal:cbv:mda:city', 'https://ns.example.org/epcis/zone'],
    },
    {
      need: 'holders',
      parameter: 'EQATTR_epcClass_urn:epcglobal:cbv:mda#dosageFormType',
      vocabularies: ['EPCClass'],
      names: ['urn:epcglobal:cbv:mda:dosageFormType'],
      values: ['Tablet'],
    },
    {
      need: 'holders',
      parameter: 'EQATTR_bizStep_name',
      vocabularies: ['BusinessStep'],
      names: ['urn:epcglobal:cbv:mda:name'],
      values: ['Packing'],
    },
  ]);
  const event = anObjectEvent({
    bizStep: 'packing',
    readPoint: { id: 'https://example.com/414/9521321000179' },
    bizLocation: { id: 'ex:hall' },
    quantityList: [{ epcClass: 'urn:epc:class:lgtin:9521321.054321.L1' }],
  });
  const answers = [
    new Set<string>(),
    new Set(['https://ns.example.org/epcis/hall']),
    new Set(['https://id.gs1.org/01/09521321543218/10/L1']),
    new Set(['urn:epcglobal:cbv:bizstep:packing']),
  ];
  expect(query.matcher(answers)(queried(event))).toBe(true);
  for (const without of [1, 2, 3])
    expect(
      query.matcher(answers.map((answer, i) => (i === without ? new Set<string>() : answer)))(queried(event)),
    ).toBe(false);
});

test('a place inside a listed one is found once master data says so', () => {
  const event = anObjectEvent({ bizLocation: { id: 'urn:epc:id:sgln:9521321.00017.ROOM' } });
  const params = { WD_bizLocation: ['urn:epc:id:sgln:9521321.00017.0'] };
  expect(matches(params, event)).toBe(false);
  expect(matches(params, event, [new Set(['https://id.gs1.org/414/9521321000179/254/ROOM'])])).toBe(true);
});
