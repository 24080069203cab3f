import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseExactJson, parseQuickly, parseSurveyed } from './parse-json.ts';
import { surveyValue } from './survey-json.ts';

const parsed = (json: string, mayRepeat?: ReadonlySet<string>) =>
  parseSurveyed(json, surveyValue(json, 0, 64, true), mayRepeat);

describe('parsing strictly', () => {
  test('answers what the engine answers', () =>
    fc.assert(
      fc.property(fc.json({ maxDepth: 4, noUnicodeString: false }), (json) => {
        expect(JSON.stringify(parsed(json))).toBe(JSON.stringify({ value: JSON.parse(json) }));
      }),
    ));

  test.each([
    '{"a":26.0}',
    '{"a":[-0,1e5,12345678901234567890.123]}',
    '["text",26.0]',
    '["text",[1.0],{"b":2.50}]',
    '{"a":1.10,"__proto__":2.0}',
  ])('keeps the digits of %s', (json) => {
    const answer = parsed(json);
    expect('value' in answer && JSON.stringify(answer.value)).toBe(json);
  });

  test('finds members that stand twice, unless they may', () => {
    expect(parsed('{"a":1,"b":{"c":1,"c":2}}')).toMatchObject({ fault: { pointer: '/b/c', offset: 18 } });
    expect(parsed('{"a":1,"a":2}', new Set(['a']))).toEqual({ value: { a: 2 } });
  });

  test('finds a doubled member although a list hides a number', () => {
    expect(parsed('{"l":["x",1],"a":1,"a":2}')).toMatchObject({ fault: { pointer: '/a' } });
  });

  test.each(['{"a":"\\ud800"}', '{"\\udc00":1}', '["\ud800"]'])('finds half a character in %j', (json) => {
    expect(parsed(json)).toHaveProperty('half');
  });

  test('finds what is no JSON', () => {
    expect(parsed('{"a":01}')).toMatchObject({ fault: { offset: 6 } });
    expect(parseQuickly('{"a":', surveyValue('{"a":', 0, 64, true))).toBeUndefined();
  });
});

describe('parsing what is known to be sound', () => {
  test.each(['{"a":1}', ' {"a":26.0}', '["text",26.0]', '26.0', '"26.0"', 'null', '{"a":{"b":["x",{"c":1.50}]}}'])(
    'keeps %s as it is',
    (json) => expect(JSON.stringify(parseExactJson(json))).toBe(json.trim()),
  );

  test('throws for anything else, like the engine', () => expect(() => parseExactJson('{')).toThrow(SyntaxError));
});
