import { describe, expect, test } from 'vitest';
import { retryAfterOf } from './exchange.ts';

const date = 'Sun, 01 Mar 2026 10:00:00 GMT';

describe('an answer that wants to be left alone', () => {
  test.each([
    [{ 'retry-after': '120' }, { retryAfter: 120 }],
    [{ 'retry-after': 'Sun, 01 Mar 2026 10:02:00 GMT', date }, { retryAfter: 120 }],
    [{ 'retry-after': '9999999' }, { retryAfter: 86_400 }],
    [{ 'retry-after': 'Sun, 01 Mar 2026 09:00:00 GMT', date }, {}],
    [{ 'retry-after': 'Sun, 01 Mar 2026 10:02:00 GMT' }, {}],
    [{ 'retry-after': 'soon', date }, {}],
    [{ 'retry-after': '' }, {}],
    [{}, {}],
  ])('with %j', (headers, told) => expect(retryAfterOf({ headers })).toEqual(told));
});
