import { expect, test } from 'vitest';
import { documentName, isPlace, plainly, short } from './names.ts';

const places = [
  { id: 'urn:epc:id:sgln:9521234.00001.91', name: 'shelf 1', link: 'https://id.gs1.org/414/9521234000013/254/91' },
];

test('things are told by their numbers, places by their names', () => {
  expect(short('https://id.gs1.org/01/09521234000013/21/A%2F1')).toBe('09521234000013 21 A/1');
  expect(plainly('https://id.gs1.org/00/1 stands at https://id.gs1.org/414/9521234000013/254/91.', places)).toBe(
    '1 stands at shelf 1.',
  );
});

test('a document is told with whose it is', () => {
  const partners = [{ name: 'Medico', gln: '4012345000009' }];
  expect(documentName('urn:epcglobal:cbv:bt:4012345000009:DES-7', partners)).toBe('DES-7 of Medico');
  expect(documentName('urn:epcglobal:cbv:bt:9521234000013:DES-7', partners)).toBe('DES-7 of 9521234000013');
  expect(documentName('SO-1', partners)).toBe('SO-1');
});

test('a scan is of a place by its application identifier, or by what the site calls it', () => {
  expect(['414952123', ']d2414952', ']C1414952', 'shelf 1'].map((one) => isPlace(one, places))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['shelf 2', ']C100141'].map((one) => isPlace(one, places))).toEqual([false, false]);
});
