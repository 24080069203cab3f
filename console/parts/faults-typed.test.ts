import { expect, test } from 'vitest';
import { faultOf, typedFault } from './faults-typed.ts';

test.each([
  { on: 'send', kind: 'status', from: 2, count: 3, status: 503 },
  { on: 'send', kind: 'status', from: 1, count: 1, status: 429, retryAfter: 7 },
  { on: '*', kind: 'slow', rate: 0.5, ms: 2_000 },
  { on: 'ask', kind: 'html', from: 1, count: 1 },
])('$kind is typed and read again as it was', (fault) => {
  expect(faultOf(typedFault(fault))).toEqual(fault);
});

test('what a status asks for is forgotten when it is no status any more', () => {
  const typed = typedFault({ on: 'send', kind: 'status', from: 1, count: 1, status: 429, retryAfter: 7 });
  expect(faultOf({ ...typed, kind: 'slow' })).toEqual({ on: 'send', kind: 'slow', from: 1, count: 1, ms: 429 });
});

test('where nothing says when, it is the next request', () => {
  expect(faultOf({ on: 'ask', kind: 'refuse' })).toEqual({ on: 'ask', kind: 'refuse', from: 1, count: 1 });
});
