import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from './json.ts';
import { endOfString, mayEndPlainList, surveyJson, surveyValue } from './survey-json.ts';

const survey = (json: string) => surveyJson(json, 0, 64);
const depthOf = (value: Json): number =>
  typeof value !== 'object' || value === null ? 0 : 1 + Math.max(0, ...Object.values(value).map(depthOf));
const membersOf = (value: Json): number => {
  if (typeof value !== 'object' || value === null) return 0;
  const inside = Object.values(value).reduce((sum: number, inner) => sum + membersOf(inner), 0);
  return inside + (Array.isArray(value) ? 0 : Object.keys(value).length);
};

/** Texts full of what a survey might stumble over. */
const text = fc.oneof(
  fc.string(),
  fc
    .array(fc.constantFrom('"', '\\', ']', '[', '{', '}', ':', ',', '","', 'a', '1.0'), { maxLength: 6 })
    .map((parts) => parts.join('')),
);
const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.integer(),
    fc.constantFrom(true, false, null),
    fc.array(text, { maxLength: 4 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }),
  ),
})).value;
const container = json.map((value): Json => (typeof value === 'object' && value !== null ? value : [value]));

describe('a survey', () => {
  test.each([undefined, 1])('finds where a value ends, its members and its depth (indented: %s)', (indent) =>
    fc.assert(
      fc.property(container, text, (value, after) => {
        const written = JSON.stringify(value, undefined, indent);
        expect(survey(`${written}${after}`)).toMatchObject({
          end: written.length,
          members: membersOf(value),
          depth: depthOf(value),
          exact: true,
        });
      }),
      { numRuns: 300 },
    ),
  );

  test('looks no further than at as many arrays and objects as are asked for', () => {
    const lists = `[${'[],'.repeat(99)}{}]`;
    expect(surveyJson(lists, 0, 8, 101)).toMatchObject({ end: lists.length, containers: 101 });
    expect(surveyJson(lists, 0, 8, 100)).toMatchObject({ end: -1, containers: 101 });
  });

  test('of a part of a value finds no end', () =>
    fc.assert(
      fc.property(container, fc.nat(), (value, at) => {
        const written = JSON.stringify(value);
        expect(survey(written.slice(0, at % written.length)).end).toBe(-1);
      }),
    ));

  test.each([
    ['{"a":26.0}', false],
    ['{"a":[26,-5,0]}', true],
    ['[{"a":"26.0"}]', true],
    ['[1e3]', false],
    ['[-0]', false],
    ['[12345678901234567890]', false],
    ['{"a":0.25,"b":[[1.50]]}', false],
  ])('of %s tells whether numbers keep their digits', (written, exact) => expect(survey(written).exact).toBe(exact));

  test.each([
    ['{"a":["urn:x:1","urn:x:2"]}', true],
    ['{"a":["urn:x:1","urn:x: 2"]}', false],
    ['{"a":["urn:x:1","urn:x:{2}"]}', false],
    ['{"a":["urn:x:1","urn:x\\u003a2"]}', false],
    ['{"a":["urn:x:1","urn:x]2"]}', false],
    ['{"a":["urn:x:1", "urn:x:2"]}', false],
    ['{"a":[1,"urn:x: 2"]}', false],
    ['{"a":["urn:x:\u00a02"]}', false],
    ['{"a":[],"b":"urn:x: 2"}', true],
  ])('of %s tells whether lists are plain', (written, plainLists) =>
    expect(survey(written).plainLists).toBe(plainLists),
  );

  test('says that a text ends inside a plain list', () => {
    expect(survey('{"a":["x","y').inPlainList).toBe(true);
    expect(survey('{"a":["x y","y').inPlainList).toBe(false);
    expect([mayEndPlainList('z","w"'), mayEndPlainList('z"]')]).toEqual([false, true]);
  });

  test('goes no deeper than it must', () => {
    expect(surveyJson('['.repeat(1_000_000), 0, 10)).toMatchObject({ end: -1, depth: 11 });
  });
});

describe('a value of any kind', () => {
  test.each([
    ['"a]" ,', 4],
    ['true,', 4],
    ['nul', 0],
    ['-12.5e3]', 7],
    ['12x', 2],
    [']', 0],
    ['{}', 2],
    ['"abc', -1],
  ])('%s ends', (written, end) => expect(surveyValue(written, 0, 64, true).end).toBe(end));

  test('may go on as long as text may come', () => {
    expect(surveyValue('12', 0, 64, false).end).toBe(-1);
    expect(surveyValue('tru', 0, 64, false).end).toBe(-1);
    expect(surveyValue('12,', 0, 64, false).end).toBe(2);
  });
});

test.each([
  ['""', 1],
  ['"a\\""', 4],
  ['"a\\\\"', 4],
  ['"\\\\\\""', 5],
  ['"a\\"', -1],
  ['"', -1],
])('the string %s ends', (written, end) => expect(endOfString(written, 0)).toBe(end));
