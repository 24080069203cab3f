import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { bringPart } from './bring-part.ts';

let answers: () => Promise<Response>;
let loaded: number;
const load = () => {
  loaded += 1;
  return Promise.resolve('a room');
};
beforeEach(() => {
  loaded = 0;
  vi.stubGlobal('location', { pathname: '/' });
  vi.stubGlobal('fetch', () => answers());
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test('where nobody answers, no module is asked for, and the next try brings it', async () => {
  answers = () => Promise.reject(new TypeError('fetch failed'));
  await expect(bringPart(load)).rejects.toThrow('fetch failed');
  expect(loaded).toBe(0);
  answers = () => Promise.resolve(new Response(null, { status: 200 }));
  expect(await bringPart(load)).toBe('a room');
});

test('whatever the answer is, somebody gave it', async () => {
  answers = () => Promise.resolve(new Response(null, { status: 405 }));
  expect(await bringPart(load)).toBe('a room');
});
