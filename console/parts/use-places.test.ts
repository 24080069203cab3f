import { expect, test } from 'vitest';
import { Problem } from '../api.ts';
import { placeAt } from './use-places.ts';

const refused = (type: string, isOfServer = false) =>
  Promise.reject(new Problem({ type: `urn:seriate:problem:${type}`, title: type }, isOfServer));

test('only a place that nobody knows is told as unknown: one that could not be asked for is asked for again', async () => {
  const address = { city: 'Delft', country: 'NL' };
  expect(await placeAt(Promise.resolve({ name: 'Acme', address }))).toMatchObject({ name: 'Acme', city: 'Delft' });
  expect(await placeAt(refused('not-found'))).toBeNull();
  await expect(placeAt(refused('busy', true))).rejects.toBeInstanceOf(Problem);
  await expect(placeAt(Promise.reject(new TypeError('no route')))).rejects.toThrow('no route');
});
