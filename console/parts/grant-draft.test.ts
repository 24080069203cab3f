import { expect, test } from 'vitest';
import { grantWithin, typedScope } from './grant-draft.ts';

test('a grant that is changed keeps its scope, its beginning and its end to the minute where nobody says otherwise', () => {
  const before = {
    scope: { gtins: ['09521321543218'], sites: ['rotterdam', 'breda'] },
    from: '2026-03-01T00:00:00Z',
    until: '2026-07-01T15:30:00Z',
  };
  expect(grantWithin({ scope: typedScope(before), from: before.from, until: before.until })).toEqual(before);
});

test('a grant of which nothing is said is for everything and has no end', () => {
  expect(grantWithin({ scope: typedScope(undefined), from: undefined, until: '' })).toEqual({});
});
