import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EpcisEvent } from '../epcis/event.ts';
import { foldUnit } from './fold-unit.ts';
import { livesOf } from './lives-of.ts';
import type { StoredEvent } from './stored-event.ts';

const link = (serial: string) => `https://id.gs1.org/01/09521234000013/21/${serial}`;
const units = ['A', 'B', 'C'].map(link);

function happened(
  n: number,
  action: 'ADD' | 'OBSERVE' | 'DELETE',
  epcList: string[],
  more: { bizStep?: string; disposition?: string } = {},
) {
  const eventTime = `2026-01-01T00:00:${String(n).padStart(2, '0')}Z`;
  const event: EpcisEvent = { type: 'ObjectEvent', action, epcList, eventTime, eventTimeZoneOffset: '+00:00', ...more };
  return { eventId: `e${n}`, recordTime: eventTime, captureId: 'c', event } satisfies StoredEvent;
}

describe('the lives of units', () => {
  test('are told in the order of coming into being', () => {
    const events = [
      happened(1, 'ADD', [link('B')]),
      happened(2, 'ADD', [link('A')]),
      happened(3, 'DELETE', [link('B')]),
    ];
    expect([...livesOf(events.toReversed())]).toEqual([
      [link('B'), false],
      [link('A'), true],
    ]);
  });

  test('ignore the end of what never began', () => expect(livesOf([happened(1, 'DELETE', units)]).size).toBe(0));

  test('forget what was declared an error', () => {
    const ended = happened(2, 'DELETE', units);
    const declared = { ...ended.event, errorDeclaration: { declarationTime: '2026-01-02T00:00:00Z' } };
    const events = [happened(1, 'ADD', units), ended, { ...ended, event: declared }];
    expect([...livesOf(events).values()]).toEqual([true, true, true]);
  });

  test('agree with the fold of every single unit', () => {
    const step = fc.record({
      n: fc.integer({ min: 0, max: 20 }),
      action: fc.constantFrom('ADD' as const, 'OBSERVE' as const, 'DELETE' as const),
      epcs: fc.subarray(units),
      bizStep: fc.constantFrom('commissioning', 'destroying', 'packing'),
      disposition: fc.constantFrom('active', 'inactive'),
    });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const events = steps.map(({ n, action, epcs, ...more }) => happened(n, action, epcs, more));
        const lives = livesOf(events);
        for (const unit of units) {
          const { exists } = foldUnit(unit, events);
          expect(lives.get(unit) === true).toBe(exists === 'commissioned');
        }
      }),
    );
  });
});
