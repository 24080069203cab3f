import { expect, test } from 'vitest';
import { mergeChange } from './merge-change.ts';

const whole = {
  kind: 'status' as const,
  status: { site: 'plant', lines: [{ line: 'line-1', state: 'Idle', batch: { batch: 1 } }] },
};
const change = (site: Record<string, unknown>, lines: Record<string, Record<string, unknown>>) => ({
  kind: 'change' as const,
  site,
  lines,
});

test('what is new takes the place of what was, and the rest stays', () => {
  const first = mergeChange(undefined, whole);
  const next = mergeChange(first, change({ alarms: [] }, { 'line-1': { state: 'Execute' } }));
  expect(next).toMatchObject({
    site: 'plant',
    alarms: [],
    lines: [{ line: 'line-1', state: 'Execute', batch: { batch: 1 } }],
  });
});

test('what is gone is there no more, and a new line is', () => {
  const first = mergeChange(undefined, whole);
  const next = mergeChange(first, change({}, { 'line-1': { batch: null }, 'line-2': { state: 'Stopped' } }));
  expect(next?.lines[0]?.['batch']).toBeUndefined();
  expect(next?.lines[1]).toEqual({ line: 'line-2', state: 'Stopped' });
});

test('a change before the first whole status says nothing', () => {
  expect(mergeChange(undefined, change({}, { 'line-1': { state: 'Execute' } }))).toBeUndefined();
});
