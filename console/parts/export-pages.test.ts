import { expect, test } from 'vitest';
import { exportPages } from './export-pages.ts';

const pages: Readonly<Record<string, { text: string; next?: string }>> = {
  '/a': { text: 'at,what\r\n1,"two\r\nlines"\r\n', next: '/b' },
  '/b': { text: 'at,what\r\n', next: '/c' },
  '/c': { text: 'at,what\r\n2,x\r\n3,y\r\n' },
};
const fetched = async (path: string) => {
  const { text = '', next } = pages[path] ?? {};
  return { file: new Blob([text]), next };
};

test('pages become one file with one header, an empty one among them too, and rows are counted as they come', async () => {
  const told: number[] = [];
  const { file, rows } = await exportPages(fetched, '/a', (one) => told.push(one), new AbortController().signal);
  expect(await file.text()).toBe('at,what\r\n1,"two\r\nlines"\r\n2,x\r\n3,y\r\n');
  expect([rows, told]).toEqual([3, [1, 1, 3]]);
});

test('who stops it gets no file, and no further page is asked for', async () => {
  const stop = new AbortController();
  const asked: string[] = [];
  const going = exportPages(
    (path) => {
      asked.push(path);
      return fetched(path);
    },
    '/a',
    () => stop.abort(),
    stop.signal,
  );
  await expect(going).rejects.toThrow();
  expect(asked).toEqual(['/a', '/b']);
});
