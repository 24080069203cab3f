import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { repeatedMember } from './repeated-member.ts';

const found = (json: string) => repeatedMember(json, JSON.parse(json), 20);

describe('a member that stands twice', () => {
  test.each([
    ['{"a":1,"a":1}', '/a'],
    ['{"a":{"b":1,"c":2,"b":[]}}', '/a/b'],
    ['{"list":[{"x":1},{"x":1,"y":"z","x":2}]}', '/list/1/x'],
    ['{"when":"10:00","when":"11:00"}', '/when'],
    ['{"a":1,"\\u0061":2}', '/a'],
    ['{"a":"\\u003a","b":"\\u003a","b":1}', '/b'],
    ['{"__proto__":1,"__proto__":2}', '/__proto__'],
    ['{"a":{"x":":"},"a":null}', '/a'],
  ])('is found in %s', (json, pointer) => expect(found(json)).toMatchObject({ pointer }));

  test('is found wherever it is put, and nothing is found before', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 }), { minKeys: 1 }), (value) => {
        const json = JSON.stringify(value);
        expect(found(json)).toBeUndefined();
        const [name = ''] = Object.keys(value);
        expect(found(`${json.slice(0, -1)},${JSON.stringify(name)}:0}`)).toBeDefined();
      }),
    );
  });
});

test.each(['"a:b"', '7', 'null', '[]', '{}', ' {"a": {"a": [{"a": "::"}]}} '])('nothing is found in %s', (json) =>
  expect(found(json)).toBeUndefined(),
);

test.each([
  '['.repeat(5000) + ']'.repeat(5000),
  `{"a":${'['.repeat(5000)}${']'.repeat(5000)},"a":1}`,
  `{"a:":${'['.repeat(5000)}${']'.repeat(5000)}}`,
])('what is nested deeply is said to be, however deep it is', (json) =>
  expect(found(json)).toMatchObject({ what: expect.stringContaining('20 levels') }),
);
