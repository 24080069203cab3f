import { expect, test } from 'vitest';
import { deliveriesRest, LIST_REST_MS, linesRest, lotsRest } from './overview-pace.ts';

test('a list of which more is open than is shown is asked for again after a while', () => {
  expect(lotsRest({ lots: [{ state: 'assigned' }], more: true })).toBe(LIST_REST_MS);
  expect(deliveriesRest({ deliveries: [{ state: 'held' }], more: true })).toBe(LIST_REST_MS);
  expect(linesRest({ more: true })).toBe(LIST_REST_MS);
});

test('a list that shows all that is open is asked for again as soon as ever', () => {
  expect(lotsRest({ lots: [{ state: 'assigned' }, { state: 'released' }], more: true })).toBeUndefined();
  expect(lotsRest({ lots: [{ state: 'assigned' }] })).toBeUndefined();
  expect(deliveriesRest({ deliveries: [{ state: 'held' }, { state: 'closed' }], more: true })).toBeUndefined();
  expect(linesRest({})).toBeUndefined();
});
