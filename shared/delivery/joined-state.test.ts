import { describe, expect, test } from 'vitest';
import { joinedState } from './joined-state.ts';
import type { DeliveryState } from './standing.ts';

describe('reports of one act', () => {
  test.each<[DeliveryState[], DeliveryState]>([
    [['acknowledged', 'acknowledged'], 'acknowledged'],
    [['acknowledged', 'sent', 'due'], 'due'],
    [['acknowledged', 'sent'], 'sent'],
    [['acknowledged', 'held', 'due'], 'held'],
    [['partially-accepted', 'acknowledged'], 'partially-accepted'],
    [['rejected', 'parked', 'due'], 'rejected'],
    [['corrected', 'acknowledged'], 'acknowledged'],
    [['corrected', 'due'], 'due'],
    [['cancelled'], 'cancelled'],
    [['acknowledged', 'closed'], 'closed'],
    [['closed', 'due'], 'due'],
    [[], 'cancelled'],
  ])('%j stand together as %s', (states, joined) => expect(joinedState(states)).toBe(joined));
});
