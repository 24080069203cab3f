import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldUnit } from './fold-unit.ts';
import { parentsOf } from './parents-of.ts';
import type { StoredEvent } from './stored-event.ts';

const unit = (serial: string) => `https://id.gs1.org/01/09521321543218/21/${serial}`;
const units = ['A', 'B', 'C'].map(unit);
const boxes = ['X', 'Y'].map(unit);

function packed(n: number, action: 'ADD' | 'OBSERVE' | 'DELETE', parentID: string, childEPCs: string[]): StoredEvent {
  const eventTime = `2026-01-01T00:00:${String(n).padStart(2, '0')}Z`;
  const event = {
    type: 'AggregationEvent' as const,
    action,
    parentID,
    childEPCs,
    eventTime,
    eventTimeZoneOffset: '+00:00',
  };
  return { eventId: `e${n}`, recordTime: eventTime, captureId: 'c', event };
}

describe('what things are packed in', () => {
  test('is the last parent they were put in', () =>
    expect([
      ...parentsOf([packed(1, 'ADD', boxes[0] ?? '', units), packed(2, 'ADD', boxes[1] ?? '', [unit('A')])]),
    ]).toEqual([
      [unit('B'), boxes[0]],
      [unit('C'), boxes[0]],
      [unit('A'), boxes[1]],
    ]));

  test('agrees with the fold of every single unit', () => {
    const step = fc.record({
      n: fc.integer({ min: 0, max: 20 }),
      action: fc.constantFrom('ADD' as const, 'OBSERVE' as const, 'DELETE' as const),
      parent: fc.constantFrom(...boxes),
      children: fc.subarray(units),
    });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const events = steps.map(({ n, action, parent, children }) => packed(n, action, parent, children));
        const parents = parentsOf(events);
        for (const one of units) expect(parents.get(one)).toBe(foldUnit(one, events).parent);
      }),
    );
  });
});
