import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeInJson } from './place-in-json.ts';

const text =
  '{\n  "format": "csv",\n  "a/b": {"x": [1, {"y": "\\"{"}]},\n  "columns": [\n    {"of": "kind"},\n    {"of": "kin"}\n  ]\n}';
const at = (pointer: string) => {
  const found = placeInJson(text, pointer);
  return found && [text.slice(found.from, found.to), found.line];
};

test('a value is found by its pointer, with its line', () => {
  expect(at('/columns/1/of')).toEqual(['"kin"', 6]);
  expect(at('/columns/0')).toEqual(['{"of": "kind"}', 5]);
  expect(at('/a~1b/x/1/y')).toEqual(['"\\"{"', 3]);
});

test('of what is missing the innermost that is there is found', () => {
  expect(at('/columns/1/name')).toEqual(['{"of": "kin"}', 6]);
  expect(at('/nothing')?.[1]).toBe(1);
});

test('nothing is found in what is no JSON', () => {
  expect(placeInJson('{"a": ', '/a')).toBeUndefined();
  expect(placeInJson('', '/a')).toBeUndefined();
  expect(placeInJson('{"a" 1}', '/a')).toBeUndefined();
});

test('every member of any JSON is found as it stands', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 5 }), fc.nat({ max: 3 }), (value, indent) => {
      const written = JSON.stringify(value, undefined, indent);
      for (const [name, member] of Object.entries(JSON.parse(written))) {
        const found = placeInJson(written, `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
        expect(JSON.parse(written.slice(found?.from, found?.to))).toEqual(member);
      }
    }),
  );
});
