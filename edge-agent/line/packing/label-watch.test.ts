import { expect, test } from 'vitest';
import { LabelWatch } from './label-watch.ts';

const due = (container: number) => ({ container, epc: `case-${container}`, inHand: false, wentBy: false });

test('a scanner that says nothing of a label for longer than it takes to come is told of, again and again', () => {
  const watch = new LabelWatch(1_000);
  expect([0, 900, 1_000].map((now) => watch.sees(due(1), true, now))).toEqual([undefined, undefined, undefined]);
  expect(watch.sees(due(1), true, 1_001)).toBe('case-1 was labelled and has not come by for 1000 ms');
  expect(watch.sees(due(1), true, 1_900)).toBeUndefined();
  expect(watch.sees(due(1), true, 2_002)).toContain('case-1');
});

test('every label that was read gives the next one its time, and so does a belt that stands', () => {
  const watch = new LabelWatch(1_000);
  watch.sees(due(1), true, 0);
  expect(watch.sees(due(2), true, 1_500)).toBeUndefined();
  expect(watch.sees(due(2), false, 2_400)).toBeUndefined();
  expect(watch.sees(due(2), true, 3_300)).toBeUndefined();
  expect(watch.sees(undefined, true, 9_000)).toBeUndefined();
  expect(watch.sees(due(2), true, 9_500)).toBeUndefined();
});
