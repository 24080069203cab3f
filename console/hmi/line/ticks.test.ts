import { expect, test } from 'vitest';
import { forgetTicks, type TickedBy, tick, ticksOf } from './ticks.ts';

const otto: TickedBy = { batch: 1, phase: 'before', who: 'otto' };
const lena: TickedBy = { ...otto, who: 'lena' };

test('what one person has confirmed is confirmed by nobody else, nor for another batch or end of it', () => {
  tick(otto, 'No cartons of another lot');
  tick(otto, 'Reject bin is empty');
  tick(lena, 'Reject bin is empty');
  expect(ticksOf(otto)).toEqual(['No cartons of another lot', 'Reject bin is empty']);
  expect(ticksOf(lena)).toEqual(['Reject bin is empty']);
  expect(ticksOf({ ...otto, batch: 2 })).toEqual([]);
  expect(ticksOf({ ...otto, phase: 'after' })).toEqual([]);
  tick(otto, 'Reject bin is empty');
  expect(ticksOf(otto)).toEqual(['No cartons of another lot']);
  forgetTicks(otto);
  expect([ticksOf(otto), ticksOf(lena)]).toEqual([[], ['Reject bin is empty']]);
});
