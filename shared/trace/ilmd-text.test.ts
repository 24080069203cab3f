import { expect, test } from 'vitest';
import { exactNumber } from '../wire/exact-number.ts';
import { ilmdText } from './ilmd-text.ts';

test.each([
  ['a text', 'LOT-7', 'LOT-7'],
  ['a number', 47, '47'],
  [
    'a number with more digits than a JavaScript number keeps',
    exactNumber('12345678901234567890'),
    '12345678901234567890',
  ],
  ['a typed value', { '@type': 'xsd:string', '@value': '007' }, '007'],
  ['a structure', { 'ex:lot': '7' }, undefined],
])('%s is answered as it was sent', (_, value, expected) => {
  expect(ilmdText({ 'cbvmda:lotNumber': value }, 'lotNumber')).toBe(expected);
  expect(ilmdText({ 'urn:epcglobal:cbv:mda:lotNumber': value }, 'lotNumber')).toBe(expected);
});

test.each([
  ['the namespace with a colon at its end', 'urn:epcglobal:cbv:mda:'],
  ['the namespace without', 'urn:epcglobal:cbv:mda'],
])('%s may have any prefix', (_, namespace) => {
  expect(ilmdText({ 'mda:lotNumber': 'LOT-7' }, 'lotNumber', { mda: namespace })).toBe('LOT-7');
  expect(ilmdText({ 'mda:lotNumber': 'LOT-7' }, 'lotNumber', { mda: { '@id': namespace } })).toBe('LOT-7');
});

test('the text of an XML element with attributes is answered', () => {
  expect(ilmdText({ 'cbvmda:lotNumber': { '@ex:kind': 'batch', '#text': 'LOT-7' } }, 'lotNumber')).toBe('LOT-7');
});

test('an attribute of somebody else is another', () => {
  expect(ilmdText({ 'ex:lotNumber': 'LOT-7' }, 'lotNumber', { ex: 'https://ns.example.org/' })).toBeUndefined();
  expect(ilmdText({ 'mda:lotNumber': 'LOT-7' }, 'lotNumber')).toBeUndefined();
  expect(ilmdText({ 'cbvmda:lotNumber': 'LOT-7' }, 'Number')).toBeUndefined();
  expect(ilmdText(undefined, 'lotNumber')).toBeUndefined();
});
