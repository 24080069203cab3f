import { afterEach, beforeEach, expect, test, vi } from 'vitest';

/** As much of a document as notices presses: an element that may be pressed, or not. */
class Thing extends EventTarget {
  isPressable = true;
  closest() {
    return this.isPressable ? this : null;
  }
}
let screen: Thing;
let done: string[];
let whenReleased: (work: () => void) => void;
const happens = (type: string, more: object = {}) => screen.dispatchEvent(Object.assign(new Event(type), more));
const does = (name: string) => whenReleased(() => void done.push(name));

beforeEach(async () => {
  vi.useFakeTimers();
  vi.resetModules();
  vi.stubGlobal('Element', Thing);
  screen = new Thing();
  vi.stubGlobal('document', screen);
  const press = await import('./press.ts');
  press.noticePresses();
  whenReleased = press.whenReleased;
  done = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('what is to be shown is shown at once while nobody presses', () => {
  does('a');
  expect(done).toEqual(['a']);
});

test('under a finger nothing moves, until the click has come; then all of it does, in turn', () => {
  happens('pointerdown');
  does('a');
  does('b');
  happens('pointerup');
  expect(done).toEqual([]);
  vi.advanceTimersByTime(100);
  expect(done).toEqual(['a', 'b']);
  does('c');
  expect(done).toEqual(['a', 'b', 'c']);
});

test('a key that presses holds still as a finger does; one that types does not', () => {
  happens('keydown', { key: 'x' });
  does('a');
  happens('keydown', { key: 'Enter' });
  does('b');
  expect(done).toEqual(['a']);
  happens('keyup', { key: 'Enter' });
  vi.advanceTimersByTime(100);
  expect(done).toEqual(['a', 'b']);
});

test('a finger that rests holds the page up for three seconds, and a key that repeats no longer', () => {
  happens('keydown', { key: ' ' });
  does('a');
  vi.advanceTimersByTime(2_000);
  happens('keydown', { key: ' ', repeat: true });
  vi.advanceTimersByTime(999);
  expect(done).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(done).toEqual(['a']);
});

test('who presses again at once is waited for as well', () => {
  happens('pointerdown');
  happens('pointerup');
  vi.advanceTimersByTime(60);
  happens('pointerdown');
  does('a');
  vi.advanceTimersByTime(60);
  expect(done).toEqual([]);
  happens('pointercancel');
  vi.advanceTimersByTime(100);
  expect(done).toEqual(['a']);
});

test('a touch beside everything that can be pressed holds nothing up', () => {
  screen.isPressable = false;
  happens('pointerdown');
  does('a');
  expect(done).toEqual(['a']);
});
