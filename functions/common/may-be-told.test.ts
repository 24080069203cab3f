import { expect, test } from 'vitest';
import type { AggregationEvent } from '#shared/epcis/event.ts';
import { mayMakeDue } from './may-be-told.ts';

const at = '2026-03-01T10:00:00.000Z';
const packing = (action: 'ADD' | 'DELETE', recordTime = at) => {
  const event: AggregationEvent = {
    ...{ type: 'AggregationEvent', action, eventTime: at, eventTimeZoneOffset: '+01:00' },
    parentID: 'urn:epc:id:sscc:9521321.0000000001',
  };
  return { event, recordTime };
};

test('what a line takes out of a container may make something due at once, what it packs only when it tells it late', () => {
  expect(mayMakeDue(packing('DELETE'))).toBe(true);
  expect(mayMakeDue(packing('ADD'))).toBe(false);
  expect(mayMakeDue(packing('ADD', '2026-03-01T10:05:00.000Z'))).toBe(true);
});
