import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeIn } from './text-place.ts';
import { TextWindow } from './text-window.ts';

const lines = fc.array(fc.constantFrom('a', '\n', '\r\n', '😀', ' '), { maxLength: 40 }).map((parts) => parts.join(''));

/** As a person would count. */
const counted = (before: string) => ({
  line: before.split('\n').length,
  column: before.length - before.lastIndexOf('\n'),
});

test('lines and columns are counted from 1', () => {
  expect(placeIn('', 0)).toEqual({ line: 1, column: 1 });
  expect(placeIn('ab\ncd', 4)).toEqual({ line: 2, column: 2 });
});

test('a place in a part is a place in the whole', () =>
  fc.assert(
    fc.property(lines, lines, lines, (before, part, after) => {
      const from = counted(before);
      expect(placeIn(part + after, part.length, from)).toEqual(counted(before + part));
    }),
  ));

test('a window that forgets what was read still knows the place', () =>
  fc.assert(
    fc.property(fc.array(fc.tuple(lines, fc.nat(20), fc.boolean()), { maxLength: 8 }), (steps) => {
      const window = new TextWindow();
      let whole = '';
      let read = 0;
      for (const [more, ahead, trims] of steps) {
        window.append(more);
        whole += more;
        const step = Math.min(ahead, window.text.length - window.at);
        window.at += step;
        read += step;
        expect(window.place()).toEqual(counted(whole.slice(0, read)));
        if (trims) window.trim();
        expect(window.text.slice(window.at)).toBe(whole.slice(read));
      }
    }),
  ));

test('white space of JSON is passed over, and no other', () => {
  const window = new TextWindow();
  window.append(' \t\r\n\u00a0x');
  expect(window.skipSpace()).toBe(true);
  expect(window.at).toBe(4);
  window.at = 6;
  expect(window.skipSpace()).toBe(false);
});
