import { describe, expect, test } from 'vitest';
import { count, countElse, flag, phrase, readQuery, text, time } from './query-parameters.ts';
import { Refused } from './refused.ts';

const shape = {
  site: text('of this site'),
  reason: phrase('why', 100),
  at: time('then'),
  from: count(0, 10, 'from'),
  limit: countElse(1, 200, 50, 'entries'),
  dry: flag('nothing is stored'),
};
const reading = (queryString: string) => readQuery(shape, { queryString });

function refusal(queryString: string) {
  try {
    return reading(queryString);
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

test('a query is read as its shapes have it', () => {
  expect(reading('')).toEqual({ limit: 50, dry: false });
  expect(reading('limit=7&dry=true&from=0&site=a%2Fb')).toEqual({ limit: 7, dry: true, from: 0, site: 'a/b' });
});

test('a plus is itself where times and identifiers stand, and a blank where people write', () => {
  expect(reading('at=2026-03-01T09:00:00+01:00&reason=no+longer%2Bmade&site=a+b')).toMatchObject({
    at: '2026-03-01T09:00:00+01:00',
    reason: 'no longer+made',
    site: 'a+b',
  });
});

describe('a query is refused', () => {
  test('for a parameter nobody knows, and told those there are', () => {
    expect(refusal('limit=7&limits=8')).toMatchObject({
      refused: 'bad-parameter',
      at: '?limits',
      rule: expect.any(String),
      remedy: expect.stringContaining('site, reason, at, from, limit, dry'),
    });
    expect(refusal('__proto__=1')).toMatchObject({ at: '?__proto__' });
    expect(refusal('toString=1')).toMatchObject({ at: '?toString' });
  });

  test.each([
    ['limit=0', '?limit'],
    ['limit=201', '?limit'],
    ['limit=', '?limit'],
    ['limit=1e2', '?limit'],
    ['limit=+7', '?limit'],
    ['from=-1', '?from'],
    ['dry=yes', '?dry'],
    ['at=2026-03-01', '?at'],
    ['at=2026-02-30T10:00:00Z', '?at'],
    ['site=', '?site'],
    [`site=${'x'.repeat(101)}`, '?site'],
    ['limit=7&limit=7', '?limit'],
  ])('for %s by its place', (queryString, at) => {
    expect(refusal(queryString)).toMatchObject({ refused: 'bad-parameter', at, remedy: expect.any(String) });
  });
});
