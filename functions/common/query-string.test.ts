import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextPage, perPageOf, readQueryString } from './query-string.ts';
import { Refused } from './refused.ts';

const refusalOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
  }
  return undefined;
};

describe('a query string', () => {
  test('gives its parameters decoded', () => {
    expect([
      ...readQueryString('EQ_bizStep=packing%7Cshipping&GE_eventTime=2026-03-01T09:00:00+01:00&&perPage=2'),
    ]).toEqual([
      ['EQ_bizStep', 'packing|shipping'],
      ['GE_eventTime', '2026-03-01T09:00:00+01:00'],
      ['perPage', '2'],
    ]);
  });

  test('keeps every value that was encoded', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (value) => {
        expect(readQueryString(`x=${encodeURIComponent(value)}`).get('x')).toBe(value);
      }),
    );
  });

  test('with a name twice is refused, even when the values are alike', () => {
    expect(refusalOf(() => readQueryString('EQ_action=ADD&EQ_action=ADD'))).toMatchObject({
      refused: 'bad-parameter',
      at: 'EQ_action',
    });
  });

  test('that is broken or too long is refused', () => {
    expect(refusalOf(() => readQueryString('x=%E0%A4%A'))).toMatchObject({ refused: 'bad-parameter' });
    expect(refusalOf(() => readQueryString(`x=${'y'.repeat(9000)}`))).toMatchObject({ refused: 'uri-too-long' });
  });
});

describe('the page size', () => {
  test.each([
    [undefined, 30],
    ['1', 1],
    ['100', 100],
    ['999999', 100],
  ])('%s is %i', (perPage, size) => {
    expect(perPageOf(new Map(perPage === undefined ? [] : [['perPage', perPage]]), 100)).toBe(size);
  });

  test.each(['0', '-1', '1.5', '', 'ten', '9'.repeat(20)])('cannot be "%s"', (perPage) => {
    expect(refusalOf(() => perPageOf(new Map([['perPage', perPage]]), 100))).toMatchObject({ at: 'perPage' });
  });
});

test('the link to the next page keeps the query and replaces the token', () => {
  const parameters = readQueryString('EQ_bizStep=a%7Cb&nextPageToken=old');
  expect(nextPage('/epcis/events', parameters, 'new')).toEqual({
    Link: '</epcis/events?EQ_bizStep=a%7Cb&nextPageToken=new>; rel="next"',
  });
  expect(nextPage('/epcis/events', parameters, undefined)).toEqual({});
});
