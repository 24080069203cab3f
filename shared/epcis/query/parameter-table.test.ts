import { expect, test } from 'vitest';
import { queryFor } from '../../../test/kit/epcis-queries.ts';
import { isRefusal } from '../../refusal.ts';
import type { QueryValue } from '../query-message.ts';
import { findFamily } from './find-family.ts';
import { type ParameterFamily, parameterFamilies, type ValueKind } from './parameter-table.ts';

const examples: Record<ValueKind, QueryValue> = {
  'event type': ['ObjectEvent'],
  'ADD, OBSERVE or DELETE': ['ADD'],
  'CBV word or URI': ['urn:example:own'],
  URI: ['urn:example:own'],
  'URI or pattern': ['urn:epc:idpat:sgtin:9521321.*.*'],
  text: ['x'],
  hexadecimal: ['ff'],
  time: '2026-03-01T09:00:00Z',
  number: 1,
  'true or false': true,
  'text, number, truth or time': 'x',
  'number or time': 5,
  'name of an attribute': ['cbvmda:city'],
  'field to order by': 'ex:size',
  'ASC or DESC': 'ASC',
  'whole number': 5,
};

const chosen = ({ name }: ParameterFamily) =>
  name
    .replace('<type>', 'location')
    .replace('<uom>', 'KGM')
    .replace('<field>', 'ex:size')
    .replace('<attribute>', 'cbvmda:city');

test('no name stands in it twice', () => {
  const names = parameterFamilies.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

test.each(parameterFamilies.map((family) => ({ name: chosen(family), family })))(
  '$name is read as what the table says',
  ({ name, family }) => {
    const usual = name.replace('bizTransaction_location', 'bizTransaction_po');
    const found = findFamily(usual, new Map([['ex', 'https://ns.example.org/epcis/']]));
    expect(isRefusal(found) ? found : found.family).toBe(family);
    const value = examples[family.value];
    const order = name === 'eventCountLimit' ? { orderBy: 'eventTime' } : {};
    expect(queryFor({ ...order, [usual]: value }).order).toBeDefined();
  },
);
