import { expect, test } from 'vitest';
import { faultOf, typedFault } from './faults-typed.ts';

test.each([
  { on: 'send', kind: 'status', from: 2, count: 3, status: 503 },
  { on: '*', kind: 'slow', rate: 0.5, ms: 2_000 },
  { on: 'ask', kind: 'html', from: 1, count: 1 },
])('$kind is typed and read again as it was', (fault) => {
  expect(faultOf(typedFault(fault))).toEqual(fault);
});

test('where nothing says when, it is the next request', () => {
  expect(faultOf({ on: 'ask', kind: 'refuse' })).toEqual({ on: 'ask', kind: 'refuse', from: 1, count: 1 });
});
