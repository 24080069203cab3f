import { expect, test } from 'vitest';
import { readOnce } from './read-once.ts';

const entry = (id: string) => ({
  vocabulary: 'Location',
  id,
  canonical: id,
  attributes: [],
  children: [],
  recordTime: '',
});

/** Master data of which every page has so many elements, and how often it was asked. */
function asked(size: number) {
  const asks: string[] = [];
  const read = readOnce({
    get: async (_tenant, _names, ids) => {
      asks.push(ids.join());
      return ids.map(entry);
    },
    elements: async (tenant, name, after = '') => {
      asks.push(`${tenant} ${name} ${after}`);
      return { elements: Array.from({ length: size }, (_, i) => entry(String(i))) };
    },
  });
  return { asks, read };
}

test('is asked once for what several want at once or one after the other, and for each page, vocabulary and tenant', async () => {
  const { asks, read } = asked(500);
  const all = [
    ['acme', 'Location', undefined],
    ['acme', 'Location', 'b'],
    ['acme', 'ReadPoint', undefined],
    ['medico', 'Location', undefined],
  ] as const;
  const ask = () => Promise.all(all.map(([tenant, name, after]) => read.elements(tenant, name, after, 500)));
  await Promise.all([ask(), ask()]);
  await ask();
  await read.get('acme', ['Location'], ['x']);
  await read.get('acme', ['Location'], ['x']);
  await read.get('acme', ['Location'], ['x', 'y']);
  expect(asks.sort()).toEqual(['acme Location ', 'acme Location b', 'acme ReadPoint ', 'medico Location ', 'x', 'x,y']);
});

test('keeps no more than one query may look at', async () => {
  const { asks, read } = asked(5_000);
  for (const after of ['a', 'b', 'c', 'a', 'b', 'c']) await read.elements('acme', 'Location', after, 5_000);
  expect(asks.map((one) => one.slice(-1)).join('')).toBe('abcc');
});
