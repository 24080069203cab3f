import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../store/database.ts';
import { at, storesOf, temporary } from '../testing/builders.ts';
import { aLevel, aRecipe, begin, packs } from '../testing/packing-bench.ts';
import { figuresOf } from './figures.ts';

test('a verdict tells where its picture is to be had, to whoever may know serials and where the camera leaves any', () => {
  const { directory, remove } = temporary();
  const stores = storesOf(openDatabase(directory));
  onTestFinished(() => {
    stores.db.close();
    remove();
  });
  const batch = begin(stores, aRecipe([aLevel()]));
  const serials = packs(stores, 2);
  const line = { name: 'line 1', run: { batch } };
  const told = (isKnown: boolean, isPictured: boolean) =>
    figuresOf(stores, line, undefined, isKnown, isPictured).verdicts;
  const since = encodeURIComponent(at);
  expect(told(true, true)[0]).toMatchObject({
    serial: serials[1],
    picture: `/api/lines/line%201/pictures/2?since=${since}`,
  });
  expect(told(true, false)[0]).not.toHaveProperty('picture');
  expect(told(false, true)).toEqual([]);
});
