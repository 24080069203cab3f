import { expect, test } from 'vitest';
import { readJson, writeJson } from './json-text.ts';

test('a text that is JSON says its value, and an empty one says none', () => {
  expect(readJson('{"a": [1]}')).toEqual({ value: { a: [1] } });
  expect(readJson(' \n')).toEqual({ value: undefined });
  expect(writeJson(undefined)).toBe('');
  expect(readJson(writeJson({ a: 1 }))).toEqual({ value: { a: 1 } });
});

test('a text that is none says at which line it breaks off', () => {
  const read = readJson('{\n  "a": 1,\n  oops\n}');
  expect(read).toMatchObject({ place: { line: 3 } });
  expect(JSON.stringify(read)).toContain('No JSON');
  expect(readJson('{\n"a": ')).toMatchObject({ place: { line: 2 } });
});
