import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../refusal.ts';
import { pointerStep } from './json-pointer.ts';
import { readJsonText } from './read-json-text.ts';

const limits = { depth: 8, length: 10_000 };
const read = (text: string) => readJsonText(text, limits);
const detail = (text: string) => {
  const answer = read(text);
  return isRefusal(answer) ? answer.detail : undefined;
};

describe('reading JSON text', () => {
  test('answers the value of every sound text', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        expect(read(text)).toEqual({ value: JSON.parse(text) });
      }),
    );
  });

  test('passes over a byte order mark', () => expect(read('\ufeff{"a":1}')).toEqual({ value: { a: 1 } }));

  test('takes braces, colons and escaped quotes inside strings for text', () => {
    expect(read('{"a":"{:[\\"","b\\\\":"\\\\"}')).toEqual({ value: { a: '{:["', 'b\\': '\\' } });
  });

  test('keeps a member called __proto__ a member', () => {
    const answer = read('{"__proto__":{"x":1}}');
    expect(JSON.stringify(answer)).toBe('{"value":{"__proto__":{"x":1}}}');
  });

  test('refuses a member that stands twice, and says where', () => {
    expect(read('{"list":[{"a":1,\n "b":{"c~d":1, "c~d":1}}]}')).toMatchObject({
      refused: 'malformed',
      at: '/list/0/b/c~0d',
      detail: 'line 2, column 16: the member "c~d" stands twice',
    });
  });

  test('knows the same member in two spellings', () => {
    expect(read('{"a":1,"\\u0061":2}')).toMatchObject({ at: '/a' });
  });

  test('lets the same name stand in two objects', () => expect(isRefusal(read('[{"a":1},{"a":1}]'))).toBe(false));

  test('refuses a doubled member at any place of any text', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), fc.string(), (inner, name) => {
        const member = `${JSON.stringify(name)}:${inner}`;
        expect(read(`[{${member},"-":0,${member}}]`)).toMatchObject({ at: `/0${pointerStep(name)}` });
      }),
    );
  });

  test('refuses what is nested too deeply or too long', () => {
    expect(isRefusal(read('[[[[[[[[1]]]]]]]]'))).toBe(false);
    expect(read('[[[[[[[[[1]]]]]]]]]')).toMatchObject({ refused: 'malformed' });
    expect(read('['.repeat(9999))).toMatchObject({ refused: 'malformed' });
    expect(read(`"${'a'.repeat(10_000)}"`)).toMatchObject({ refused: 'too-large' });
  });

  test('finds the fault behind a very long string', () => {
    const long = `["${'\\n'.repeat(500_000)}${'a'.repeat(5_000_000)}" 1]`;
    expect(readJsonText(long, { depth: 8, length: 10_000_000 })).toMatchObject({ refused: 'malformed' });
  });

  test.each([
    ['', 'line 1, column 1: a value is missing before the end of the text'],
    ['{"a":1', 'line 1, column 7: a comma or } is missing before the end of the text'],
    ['{"a" 1}', 'line 1, column 6: a colon is missing before "1"'],
    ['{"a":1,}', 'line 1, column 8: a member name is missing before "}"'],
    ['[1,\n  2\n  3]', 'line 3, column 3: a comma or ] is missing before "3"'],
    ['[1,]', 'line 1, column 4: a value is missing before "]"'],
    ['{a:1}', 'line 1, column 2: a member name is missing before "a"'],
    ['["abc]', 'line 1, column 2: a string that is not closed or has a forbidden character'],
    ['["a\tb"]', 'line 1, column 2: a string that is not closed or has a forbidden character'],
    ['{"a\\x":1}', 'line 1, column 2: a member name that is not closed or has a forbidden character'],
    ['[01]', 'line 1, column 3: a comma or ] is missing before "1"'],
    ['[+1]', 'line 1, column 2: a value is missing before "+"'],
    ['[nul]', 'line 1, column 2: a value is missing before "n"'],
    ['{} {}', 'line 1, column 4: "{" after the end of the document'],
  ])('says what is wrong with %j', (text, expected) => expect(detail(text)).toBe(expected));
});
