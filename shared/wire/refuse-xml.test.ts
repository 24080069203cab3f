import { expect, test } from 'vitest';
import { refuseXml } from './refuse-xml.ts';
import { xmlPlace } from './xml-place.ts';

test('names line, column and element', () => {
  expect(
    refuseXml('malformed', 'no', xmlPlace(12, 9), { path: '/EPCISBody', rule: 'a rule', remedy: 'do so' }),
  ).toEqual({
    refused: 'malformed',
    detail: 'no',
    at: '12:9 /EPCISBody',
    line: 12,
    column: 9,
    rule: 'a rule',
    remedy: 'do so',
  });
});

test('names the place alone where there is no element', () => {
  expect(refuseXml('too-large', 'no', xmlPlace(1, 1))).toMatchObject({ at: '1:1', rule: 'XML 1.0' });
});
