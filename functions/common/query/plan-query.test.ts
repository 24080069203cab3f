import { describe, expect, test } from 'vitest';
import { readEventQuery } from '#shared/epcis/query/read-event-query.ts';
import { SIMPLE_EVENT_QUERY } from '#shared/epcis/query-message.ts';
import { good } from '../../../test/kit/unit-maker.ts';
import { planQuery } from './plan-query.ts';

type Params = Record<string, string | string[]>;

const plan = (params: Params, answers: ReadonlySet<string>[] = []) =>
  planQuery(good(readEventQuery({ queryName: SIMPLE_EVENT_QUERY, params })), answers, Object.keys(params));
const epc = (serial: number) => `https://id.gs1.org/01/04012345778895/21/${serial}`;
const epcs = (count: number) => Array.from({ length: count }, (_, i) => epc(i));

const everything: readonly (readonly [string, Params])[] = [
  ['eventID', { EQ_eventID: ['urn:uuid:1'] }],
  ['transformation', { EQ_transformationID: ['urn:uuid:t'] }],
  ['epc', { MATCH_anyEPC: [epc(1)] }],
  ['transaction', { EQ_bizTransaction_po: ['urn:epc:id:gdti:4012345.00001.1'] }],
  ['class', { MATCH_anyEPCClass: ['https://id.gs1.org/01/04012345778895/10/LOT1'] }],
  ['time', { EQ_bizStep: ['packing'] }],
];

describe('a plan', () => {
  test.each(everything)('by %s is preferred to all that look at more events', (index, params) => {
    const at = everything.findIndex(([name]) => name === index);
    const all = Object.assign({}, ...everything.slice(at).map(([, one]) => one));
    expect(plan(all)).toMatchObject({ index, by: Object.keys(params)[0] });
  });

  test('follows the parameter with the fewest things and judges the other', () => {
    expect(plan({ MATCH_epc: epcs(3), MATCH_parentID: epcs(2) })).toMatchObject({
      by: 'MATCH_parentID',
      filtered: ['MATCH_epc'],
      reads: { from: 'epc', roles: ['parent'] },
    });
  });

  test('follows a business transaction rather than a long list of things', () => {
    const order = { EQ_bizTransaction_po: ['urn:epc:id:gdti:4012345.00001.1'] };
    expect(plan({ MATCH_anyEPC: epcs(50), ...order })).toMatchObject({ index: 'epc' });
    expect(plan({ MATCH_anyEPC: epcs(51), ...order })).toMatchObject({ index: 'transaction' });
  });

  test('does not follow hundreds of things one by one', () => {
    expect(plan({ MATCH_anyEPC: epcs(201), EQ_bizStep: 'packing' })).toMatchObject({
      index: 'time',
      by: 'EQ_bizStep',
      filtered: ['MATCH_anyEPC'],
    });
  });

  test('over time skips hours by every field that hours are marked by', () => {
    const params = { EQ_bizStep: 'packing', EQ_disposition: 'in_progress', EQ_action: 'ADD', orderBy: 'eventTime' };
    expect(plan(params)).toMatchObject({
      by: 'EQ_bizStep+EQ_disposition',
      filtered: ['EQ_action'],
      reads: { marks: [{ field: 'bizStep', values: ['packing'] }, { field: 'disposition' }] },
    });
  });

  test('over time skips hours by places that master data names', () => {
    const found = plan({ WD_readPoint: 'urn:x:site' }, [new Set(['urn:x:site', 'urn:x:hall'])]);
    expect(found).toMatchObject({ by: 'WD_readPoint', filtered: [] });
    expect(found.reads).toMatchObject({ marks: [{ field: 'readPoint', values: ['urn:x:site', 'urn:x:hall'] }] });
  });

  test('never reads less time than was asked for', () => {
    const params = { GE_eventTime: '2026-03-01T09:00:00.0004+01:00', LT_eventTime: '2026-03-01T08:00:00.0006Z' };
    expect(plan({ MATCH_anyEPC: epc(1), ...params })).toMatchObject({
      by: 'MATCH_anyEPC+GE_eventTime+LT_eventTime',
      span: { from: '2026-03-01T08:00:00.000Z', to: '2026-03-01T08:00:00.001Z' },
    });
    expect(plan({ GE_recordTime: '2026-03-01T08:00:00Z' })).toMatchObject({
      by: 'GE_recordTime',
      recorded: { from: '2026-03-01T08:00:00.000Z' },
    });
    expect(plan({ LT_eventTime: '9999-12-31T23:59:59.9999Z' }).span).toEqual({});
    expect(plan({ GE_eventTime: '0000-01-01T00:00:00+14:00' }).span).toEqual({});
  });

  test('of a query that asks nothing reads all of time', () => {
    expect(plan({})).toMatchObject({ index: 'time', by: 'nothing', filtered: [], reads: { marks: [] } });
  });
});
