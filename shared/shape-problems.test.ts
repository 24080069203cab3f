import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { shapeProblems } from './shape-problems.ts';

const part = v.strictObject({ city: v.string(), country: v.optional(v.string()) });
const shape = v.pipe(
  v.strictObject({
    name: v.string(),
    address: v.optional(part),
    places: v.optional(v.pipe(v.array(part), v.maxLength(3))),
    byMarket: v.optional(v.record(v.string(), part)),
    of: v.optional(
      v.variant('kind', [
        v.strictObject({ kind: v.literal('lot'), lot: v.string() }),
        v.strictObject({ kind: v.literal('range'), from: v.string() }),
        v.strictObject({ kind: v.literal('key'), theKey: v.string() }),
        v.strictObject({ kind: v.literal('pair'), key: v.string() }),
      ]),
    ),
  }),
  v.check(() => true),
);
const problems = (value: unknown) => {
  const read = v.safeParse(shape, value);
  return read.success ? [] : shapeProblems(shape, read.issues);
};

describe('a member that nobody knows', () => {
  test.each([
    [{ name: 'x', adress: {} }, '/adress', 'address'],
    [{ name: 'x', address: { city: 'Delft', contry: 'NL' } }, '/address/contry', 'country'],
    [{ name: 'x', places: [{ city: 'Delft' }, { city: 'Delft', countri: 'NL' }] }, '/places/1/countri', 'country'],
    [{ name: 'x', byMarket: { NL: { city: 'Delft', cuntry: 'NL' } } }, '/byMarket/NL/cuntry', 'country'],
    [{ name: 'x', of: { kind: 'range', from: 'A', form: 'A' } }, '/of/form', 'from'],
    [{ name: 'x', 'a/b~c': 1 }, '/a~1b~0c', 'name, address'],
  ])('%j is told at %s, with what was meant', (value, at, meant) => {
    expect(problems(value)).toMatchObject([{ at, remedy: expect.stringContaining(meant) }]);
  });

  test('comes before the member that is missing for it', () => {
    expect(problems({ nmae: 'x' })).toMatchObject([{ at: '/nmae', remedy: 'did you mean name?' }, { at: '/name' }]);
  });
});

test('a member of another kind is never what was meant by itself', () => {
  expect(problems({ name: 'x', of: { kind: 'key', key: 'abc' } })).toMatchObject([
    { at: '/of/key', remedy: expect.stringContaining('theKey') },
    { at: '/of/theKey', detail: 'is missing' },
  ]);
});

test('what is missing, too short or of another type is told in words of people', () => {
  const list = v.strictObject({
    sends: v.pipe(v.array(v.string()), v.minLength(1)),
    at: v.pipe(v.string(), v.isoTimestamp()),
  });
  const told = (value: unknown) =>
    shapeProblems(list, v.safeParse(list, value).issues ?? []).map(({ detail }) => detail);
  expect(told({})).toEqual(['is missing', 'is missing']);
  expect(told({ sends: [], at: 'now' })).toEqual(['must have 1 at least', expect.stringContaining('ISO 8601')]);
  expect(told({ sends: 'all', at: 3 })).toEqual(['must be Array, and is "all"', 'must be string, and is 3']);
});

test('of a body that is wrong all over, the first twenty problems are told', () => {
  const read = v.safeParse(
    v.array(part),
    Array.from({ length: 1000 }, () => ({ town: 'Delft' })),
  );
  expect(shapeProblems(v.array(part), read.issues ?? [])).toHaveLength(20);
});
