import * as v from 'valibot';
import { expect, test } from 'vitest';
import { arrayForObject } from './array-for-object.ts';

const part = v.strictObject({ city: v.optional(v.string()) });
const shape = v.pipe(
  v.strictObject({
    name: v.string(),
    address: v.optional(part),
    places: v.optional(v.pipe(v.array(part), v.maxLength(3))),
    byMarket: v.optional(v.record(v.string(), part)),
    'a/b': v.optional(part),
  }),
  v.check(() => true),
);

test.each([
  [[], '/'],
  [[1], '/'],
  [{ name: 'x', address: [] }, '/address'],
  [{ places: [{}, []] }, '/places/1'],
  [{ byMarket: [] }, '/byMarket'],
  [{ byMarket: { NL: [] } }, '/byMarket/NL'],
  [{ 'a/b': [] }, '/a~1b'],
])('in %j the array is told at %s', (value, at) => expect(arrayForObject(shape, value)).toMatchObject({ at }));

test.each([{}, { name: [] }, { places: [] }, { places: [{}] }, { strange: [] }, null, 'x'])(
  'in %j no array stands for an object',
  (value) => expect(arrayForObject(shape, value)).toBeUndefined(),
);
