import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PointerLocator } from './pointer-locator.ts';

/** Where the pointers stand in a text that comes in pieces of a size. */
function located(text: string, pointers: readonly string[], size = text.length) {
  const locator = new PointerLocator(pointers);
  for (let at = 0; at < text.length; at += size) locator.write(text.slice(at, at + size));
  return (pointer: string) => locator.placeOf(pointer);
}

const text = `{
  "a": [1, "x,]\\"", { "b": null,
      "c~d/e": [[], true ] }],
  "\\u00e9": -1.5e3
}`;

const places = [
  ['', 1, 1],
  ['/a', 2, 8],
  ['/a/0', 2, 9],
  ['/a/1', 2, 12],
  ['/a/2', 2, 21],
  ['/a/2/b', 2, 28],
  ['/a/2/c~0d~1e', 3, 16],
  ['/a/2/c~0d~1e/0', 3, 17],
  ['/a/2/c~0d~1e/1', 3, 21],
  ['/é', 4, 13],
] as const;

describe('a pointer', () => {
  test.each(places)('"%s" stands in line %d, column %d', (pointer, line, column) => {
    for (const size of [1, 2, 3, 7, text.length])
      expect(located(text, [pointer], size)(pointer)).toEqual({ line, column });
  });

  test('is found beside all others', () => {
    const find = located(
      text,
      places.map(([pointer]) => pointer),
    );
    for (const [pointer, line, column] of places) expect(find(pointer)).toEqual({ line, column });
  });

  test('that leads nowhere stands with the nearest thing around it', () => {
    const find = located(text, ['/a/2/missing', '/a/9', '/nothing/at/all']);
    expect(find('/a/2/missing')).toEqual({ line: 2, column: 21 });
    expect(find('/a/9')).toEqual({ line: 2, column: 8 });
    expect(find('/nothing/at/all')).toEqual({ line: 1, column: 1 });
  });

  test('stands nowhere before anything was read', () => {
    expect(new PointerLocator(['/a']).placeOf('/a')).toBeUndefined();
  });
});

test('a text that breaks off or is no JSON does no harm', () => {
  for (const broken of ['{"a":[1,', ']]}}', '{"a" "b"', '"', '{"a":"\\', '\u0000,,:'])
    expect(() => located(broken, ['/a/0'])('/a/0')).not.toThrow();
});

test('every value of any JSON is found where it was written', () => {
  return fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), fc.integer({ min: 1, max: 9 }), (value, size) => {
      const marked: { pointer: string; marker: string }[] = [];
      const mark = (one: unknown, pointer: string): unknown => {
        if (Array.isArray(one)) return one.map((item, index) => mark(item, `${pointer}/${index}`));
        if (typeof one === 'object' && one !== null)
          return Object.fromEntries(
            Object.entries(one).map(([name, inner]) => [
              name,
              mark(inner, `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
            ]),
          );
        const marker = `mark ${marked.length} `;
        marked.push({ pointer, marker });
        return marker;
      };
      const json = JSON.stringify(mark(value, ''), null, 1);
      const find = located(
        json,
        marked.map(({ pointer }) => pointer),
        size,
      );
      for (const { pointer, marker } of marked) {
        const before = json.slice(0, json.indexOf(`"${marker}`)).split('\n');
        expect(find(pointer)).toEqual({ line: before.length, column: (before.at(-1) ?? '').length + 1 });
      }
    }),
  );
});
