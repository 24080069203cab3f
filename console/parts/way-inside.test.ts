import { expect, test } from 'vitest';
import { wayInside } from './way-inside.ts';

const [pack, carton, box, pallet, other] = ['pack', 'carton', 'box', 'pallet', 'other'];
const parents = [{ epc: carton }, { epc: box }, { epc: pallet }];

test('a thing is in a container through what is between the two', () => {
  expect(wayInside(pallet, pack, parents)).toEqual({ is: 'inside', through: [box, carton] });
  expect(wayInside(carton, pack, parents)).toEqual({ is: 'inside', through: [] });
});

test('or elsewhere, or nowhere, or it is the container', () => {
  expect(wayInside(other, pack, parents)).toEqual({ is: 'elsewhere', container: carton });
  expect(wayInside(other, pack, [])).toEqual({ is: 'nowhere' });
  expect(wayInside(pack, pack, parents)).toEqual({ is: 'itself' });
});
