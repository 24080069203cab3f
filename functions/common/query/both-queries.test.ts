import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEventQuery } from '#shared/epcis/query/read-event-query.ts';
import { SIMPLE_EVENT_QUERY } from '#shared/epcis/query-message.ts';
import { commissionEvent } from '#shared/trace/commission.ts';
import { here, minute, stored } from '../../../test/kit/events.ts';
import { good } from '../../../test/kit/unit-maker.ts';
import { bothQueries } from './both-queries.ts';

type Params = Readonly<Record<string, string | readonly string[]>>;

const query = (params: Params) => good(readEventQuery({ queryName: SIMPLE_EVENT_QUERY, params }));
const foreign = (serial: number) => `urn:epc:id:sgtin:4012345.077889.${serial}`;
const [event] = stored([commissionEvent({ epcs: [foreign(1)], at: minute(5), ...here })]);

/** Parameters of which some fit the event and some do not. */
const some = fc.record(
  {
    EQ_bizStep: fc.constantFrom(['commissioning'], ['packing'], ['packing', 'commissioning']),
    EQ_action: fc.constantFrom('ADD', 'DELETE'),
    MATCH_epc: fc.constantFrom([foreign(1)], [foreign(2)]),
    GE_eventTime: fc.constantFrom(minute(4), minute(6)),
    WD_readPoint: fc.constantFrom([here.readPoint], ['urn:x:elsewhere']),
  },
  { requiredKeys: [] },
);

describe('two queries together', () => {
  test('find what both find', () => {
    fc.assert(
      fc.property(some, some, (a, b) => {
        if (event === undefined) throw new Error('no event');
        const [first, second] = [query(a), query(b)];
        const none = (needs: readonly unknown[]) => needs.map(() => new Set<string>());
        const each = [first, second].every((one) => one.matcher(none(one.needs))(event));
        const both = bothQueries(first, second);
        expect(both.matcher(none(both.needs))(event)).toBe(each);
      }),
    );
  });

  test('are found by the hints of either', () => {
    const { hints } = bothQueries(
      query({ MATCH_epc: foreign(1), GE_eventTime: minute(1), EQ_eventID: ['urn:x:1', 'urn:x:2'] }),
      query({ EQ_bizStep: 'packing', GE_eventTime: minute(2), LT_eventTime: minute(9), EQ_eventID: ['urn:x:2'] }),
    );
    expect(hints).toMatchObject({
      eventIds: ['urn:x:2'],
      things: [{ parameter: 'MATCH_epc' }],
      marks: [{ field: 'bizStep' }],
      eventTime: { from: Date.parse(minute(2)), to: Date.parse(minute(9)) },
      recordTime: {},
    });
  });

  test('come in the order of the first, with the lower of their limits', () => {
    const limited = (orderDirection: string, eventCountLimit: string) =>
      query({ orderBy: 'recordTime', orderDirection, eventCountLimit });
    expect(bothQueries(limited('ASC', '7'), limited('DESC', '5'))).toMatchObject({
      order: { by: 'recordTime', descending: false },
      eventCountLimit: 5,
    });
    expect(bothQueries(query({}), query({ maxEventCount: '3' }))).toMatchObject({ maxEventCount: 3 });
    expect(bothQueries(query({}), query({}))).not.toHaveProperty('maxEventCount');
  });
});
