import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onOrphaned } from './orphaned.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('who started us is gone: told once', () => {
  let parent = 42;
  const tell = vi.fn();
  onOrphaned(tell, () => parent);
  vi.advanceTimersByTime(10_000);
  expect(tell).not.toHaveBeenCalled();
  parent = 1;
  vi.advanceTimersByTime(10_000);
  expect(tell).toHaveBeenCalledOnce();
});
