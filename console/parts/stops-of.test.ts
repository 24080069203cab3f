import { expect, test } from 'vitest';
import { stopsOf } from './stops-of.ts';
import type { KnownPlace, Places } from './use-places.ts';

const place = (name: string, country: string, at?: readonly [number, number]): KnownPlace => ({
  name,
  city: name,
  country,
  latitude: at?.[0],
  longitude: at?.[1],
});
const places: Places = new Map([
  ['9521321000018', place('Leiden', 'NL', [52.16, 4.49])],
  ['9521322000024', place('Rotterdam', 'NL')],
  ['9521323000016', place('Bremen', 'DE', [53.08, 8.8])],
]);
const [leiden, rotterdam, bremen] = [
  'urn:epc:id:sgln:9521321.00001.0',
  'https://id.gs1.org/414/9521322000024/254/LINE1',
  'urn:epc:id:sgln:9521323.00001.0',
];

test('a journey has a stop for each stay, in the order of time', () => {
  const steps = [bremen, rotterdam, rotterdam, leiden].map((bizLocation) => ({ bizLocation }));
  expect(stopsOf(steps, places)).toEqual([
    { latitude: 52.16, longitude: 4.49, names: ['Leiden, Leiden'], isRough: false },
    { latitude: 52.2, longitude: 5.3, names: ['Rotterdam, Rotterdam'], isRough: true },
    { latitude: 53.08, longitude: 8.8, names: ['Bremen, Bremen'], isRough: false },
  ]);
});

test('a place nobody knows is on no map', () => {
  expect(stopsOf([{ readPoint: 'urn:epc:id:sgln:9529999.00001.0' }, {}], places)).toEqual([]);
});
