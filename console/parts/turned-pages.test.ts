import { expect, test } from 'vitest';
import { firstPage, type Pages, startOf, toldNext, turnPages } from './turned-pages.ts';

const path = '/api/lots?state=open';
const at = (n: number) => `${path}&after=${n}`;
const turn = (from: Pages, to: number) => turnPages(from, { did: 'turn', from, to });
const came = (pages: Pages, start: string, of = path) => turnPages(pages, { did: 'came', path: of, at: start });

/** Somebody who has turned to the third page. */
function third(): Pages {
  const second = came(turn(toldNext(firstPage(path), at(2)), 2), at(2));
  return toldNext(came(turn(toldNext(second, at(3)), 3), at(3)), at(4));
}

test('pages are turned by where they begin, and those before are found again', () => {
  const pages = third();
  expect(pages).toMatchObject({ index: 3, starts: [path, at(2), at(3)], onward: at(4) });
  const back = came(turn(pages, 1), path);
  expect(back).toMatchObject({ index: 1, starts: [path, at(2), at(3)], onward: at(4) });
  expect(startOf(back, 3)).toBe(at(3));
});

test('the page that is shown stays until the other has come', () => {
  const turning = turn(third(), 4);
  expect(turning).toMatchObject({ index: 3, wanted: { index: 4, at: at(4) } });
});

test('a page that does not come leaves the one that is shown, and says why until somebody turns again', () => {
  const error = new Error('no answer');
  const failed = turnPages(turn(third(), 4), { did: 'failed', path, at: at(4), error });
  expect(failed).toMatchObject({ index: 3, wanted: undefined, failed: { index: 4, error } });
  expect(turn(failed, 4)).toMatchObject({ index: 3, failed: undefined });
});

test('a page that comes late changes nothing for who has turned elsewhere, or narrowed the list', () => {
  const other = turn(turn(third(), 4), 1);
  expect(came(other, at(4))).toBe(other);
  const narrowed = turn(toldNext(firstPage('/api/lots?state=late'), '/api/lots?state=late&after=2'), 2);
  expect(came(narrowed, at(4))).toBe(narrowed);
  expect(turnPages(narrowed, { did: 'failed', path, at: at(4), error: 'late' })).toBe(narrowed);
});

test('what a page says of the following by now is where one turns to: nothing between two pages is passed over', () => {
  const second = came(turn(third(), 2), at(2));
  const moved = toldNext(second, at(33));
  expect(moved).toMatchObject({ starts: [path, at(2), at(33)], onward: at(4) });
  expect(turn(moved, 3).wanted).toEqual({ index: 3, at: at(33) });
  expect(toldNext(second, at(3))).toBe(second);
  expect(toldNext(second, undefined)).toMatchObject({ starts: [path, at(2)], onward: undefined });
});

test('nobody turns to a page that nothing was told of', () => {
  const last = toldNext(third(), undefined);
  expect(turn(last, 4)).toBe(last);
  expect(turn(last, 9)).toBe(last);
});

test('who asks something else and comes back begins at the first page, by where nothing began before', () => {
  const other = turnPages(third(), { did: 'ask', path: '/api/lots?state=late' });
  expect(other).toEqual(firstPage('/api/lots?state=late'));
  expect(turnPages(other, { did: 'ask', path })).toEqual(firstPage(path));
  // The same again is no other question.
  const pages = third();
  expect(turnPages(pages, { did: 'ask', path })).toBe(pages);
});
