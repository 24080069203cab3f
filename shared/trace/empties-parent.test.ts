import { expect, test } from 'vitest';
import type { AggregationEvent } from '../epcis/event.ts';
import { emptiesParent } from './empties-parent.ts';

const packing = (action: AggregationEvent['action'], more: Partial<AggregationEvent> = {}): AggregationEvent => ({
  type: 'AggregationEvent',
  action,
  eventTime: '2026-01-01T00:00:00Z',
  eventTimeZoneOffset: '+00:00',
  ...more,
});

test.each([
  ['a DELETE without children', packing('DELETE'), true],
  ['a DELETE with empty lists', packing('DELETE', { childEPCs: [], childQuantityList: [] }), true],
  ['a DELETE of one child', packing('DELETE', { childEPCs: ['urn:epc:id:sgtin:9521321.054321.1'] }), false],
  ['a DELETE of a quantity', packing('DELETE', { childQuantityList: [{ epcClass: 'urn:x' }] }), false],
  ['an ADD without children', packing('ADD'), false],
])('%s empties its parent or does not', (_, event, empties) => expect(emptiesParent(event)).toBe(empties));
