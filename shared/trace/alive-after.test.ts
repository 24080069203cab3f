import { describe, expect, test } from 'vitest';
import type { EpcisEvent, ObjectEvent } from '../epcis/event.ts';
import { aliveAfter } from './alive-after.ts';

const when = { eventTime: '2026-01-01T00:00:00Z', eventTimeZoneOffset: '+00:00' };
const seen = (more: Partial<ObjectEvent> = {}): ObjectEvent => ({
  type: 'ObjectEvent',
  action: 'OBSERVE',
  ...when,
  ...more,
});

describe('after an event a unit', () => {
  test.each<[string, ObjectEvent, boolean | undefined]>([
    ['exists that was added', seen({ action: 'ADD' }), true],
    ['exists that was added, whatever else the event says', seen({ action: 'ADD', disposition: 'inactive' }), true],
    ['is gone that was deleted', seen({ action: 'DELETE' }), false],
    ['is gone that was seen decommissioned', seen({ bizStep: 'decommissioning' }), false],
    ['is gone that was seen destroyed', seen({ bizStep: 'destroying' }), false],
    ['is gone that is inactive', seen({ disposition: 'inactive' }), false],
    ['is gone that is destroyed', seen({ disposition: 'destroyed' }), false],
    ['is what it was when it was only seen', seen({ bizStep: 'shipping', disposition: 'in_transit' }), undefined],
  ])('%s', (_, event, alive) => expect(aliveAfter(event, 'epc')).toBe(alive));

  test('is gone as input of a transformation and exists as its output', () => {
    const made: EpcisEvent = { type: 'TransformationEvent', ...when };
    expect([aliveAfter(made, 'input'), aliveAfter(made, 'output')]).toEqual([false, true]);
  });
});
