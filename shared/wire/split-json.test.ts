import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import type { Json } from './json.ts';
import type { SplitLimits } from './json-split.ts';
import { jsonSplitter } from './split-json.ts';

const roomy: SplitLimits = { depth: 16, length: 1_000_000, item: 100_000, frame: 100_000 };

interface Told {
  readonly items: { text: string; list: string; index: number; line: number; column: number }[];
  readonly early: Json[];
  readonly end: { readonly value: Json } | Refusal;
}

/** What a splitter of `/body/list` and `/list` tells about a text in pieces. */
function told(pieces: readonly string[], limits: Partial<SplitLimits> = {}): Told {
  const items: Told['items'] = [];
  const early: Json[] = [];
  const splitter = jsonSplitter(
    {
      lists: ['/body/list', '/list'],
      early: '@context',
      mayRepeat: new Set(['id']),
      items: (some) => {
        for (const { survey: _, ...item } of some) items.push(item);
        return undefined;
      },
      member: (value) => {
        early.push(value);
        return undefined;
      },
    },
    { ...roomy, ...limits },
  );
  for (const piece of pieces) splitter.write(piece);
  return { items, early, end: splitter.end() };
}

const refusal = (text: string, limits: Partial<SplitLimits> = {}): Refusal => {
  const { end } = told([text], limits);
  if (!isRefusal(end)) throw new Error('it was taken');
  return end;
};

function cut(text: string, at: readonly number[]): string[] {
  const places = [...new Set(at.map((place) => place % (text.length + 1)))].sort((a, b) => a - b);
  return [...places, text.length].map((place, index) => text.slice(places[index - 1] ?? 0, place));
}
const cuts = fc.array(fc.nat(100_000), { maxLength: 10 });

const value = fc.jsonValue({ maxDepth: 3, noUnicodeString: false });
const indent = fc.constantFrom(undefined, 1, '\t');
/** A document with its list early, late or in the middle. */
const document = fc
  .tuple(
    fc.array(value, { maxLength: 5 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'ü', '~/'), value),
    fc.nat(3),
    indent,
  )
  .map(([list, around, at, indentation]) => {
    const members: [string, unknown][] = [...Object.entries(around), ['@context', { x: 1 }]];
    members.splice(at % (members.length + 1), 0, ['body', { before: [1], list, after: { list: [2] } }]);
    return { list, text: JSON.stringify(Object.fromEntries(members), undefined, indentation) };
  });

describe('a text that is split', () => {
  test('gives the items of its lists, and the rest with these lists empty', () =>
    fc.assert(
      fc.property(document, ({ list, text }) => {
        const { items, end } = told([text]);
        expect(items.map((item): unknown => JSON.parse(item.text))).toEqual(JSON.parse(JSON.stringify(list)));
        expect(items.map(({ index }) => index)).toEqual([...list.keys()]);
        const rest = JSON.parse(text);
        rest.body.list = [];
        expect(JSON.stringify(end)).toBe(JSON.stringify({ value: rest }));
      }),
    ));

  test('gives the same wherever it is cut', () =>
    fc.assert(
      fc.property(document, cuts, ({ text }, at) => {
        expect(told(cut(text, at))).toEqual(told([text]));
      }),
    ));

  test('gives the same one character at a time', () =>
    fc.assert(
      fc.property(document, ({ text }) => {
        expect(told(text.split(''))).toEqual(told([text]));
      }),
      { numRuns: 20 },
    ));

  test('that is damaged gives the same wherever it is cut', () =>
    fc.assert(
      fc.property(
        document,
        fc.nat(),
        fc.constantFrom('', '"', '}', ']', ',', '{', '\\', 'x'),
        cuts,
        (sound, at, put, places) => {
          const place = at % sound.text.length;
          const text = sound.text.slice(0, place) + put + sound.text.slice(place + 1);
          expect(told(cut(text, places))).toEqual(told([text]));
          const { items, end } = told([text]);
          // What is wrong inside an item is for those who parse it.
          expect(isJson(text) || isRefusal(end) || !items.every((item) => isJson(item.text))).toBe(true);
        },
      ),
      { numRuns: 500 },
    ));

  test('that is JSON is refused for nothing but doubled members and half characters', () =>
    fc.assert(
      fc.property(document, ({ text }) => {
        const { end } = told([text]);
        if (isRefusal(end)) expect(end.detail).toMatch(/twice|surrogate/);
      }),
    ));

  test('says where each item stands', () => {
    const { items } = told(['{"body":\n{"list":[\n  {"a":1},\n\n 2 , "x"]}}']);
    expect(items.map(({ list, line, column }) => `${list} ${line}:${column}`)).toEqual([
      '/body/list 3:3',
      '/body/list 5:2',
      '/body/list 5:6',
    ]);
  });

  test('knows its lists by any spelling of their names', () => {
    expect(told(['{"b\\u006fdy":{"list":[1,2]}}']).items).toHaveLength(2);
  });

  test('hands over what comes early when it ends, and no other member of that name', () => {
    const { early } = told(['{"body":{"@context":1},"@context":["a",{"b":26}],"list":[]}']);
    expect(early).toEqual([['a', { b: 26 }]]);
  });

  test('hands over the items before it', () => {
    const order: string[] = [];
    const splitter = jsonSplitter(
      {
        lists: ['/list'],
        early: '@context',
        mayRepeat: new Set(),
        items: (some) => {
          order.push(...some.map(({ text }) => text));
          return undefined;
        },
        member: () => {
          order.push('context');
          return undefined;
        },
      },
      roomy,
    );
    splitter.write('{"list":[1,2],"@context":{}}');
    expect(order).toEqual(['1', '2', 'context']);
  });

  test('passes over a byte order mark, and does not count it', () => {
    expect(told(['\ufeff{"list":[1]}']).items).toEqual(told(['{"list":[1]}']).items);
    expect(told(['', '\ufeff', '{}']).end).toEqual({ value: {} });
    expect(refusal('{}\ufeff').detail).toContain('line 1, column 3');
  });

  test.each(['null', '"text"', '26.0', '[1,{"list":[2]}]', ' {} '])('may be %s', (text) => {
    expect(JSON.stringify(told([text]).end)).toBe(JSON.stringify({ value: '#' }).replace('"#"', text.trim()));
  });
});

describe('a fault is told with its place in the whole text', () => {
  test.each([
    ['', 'line 1, column 1: a value is missing before the end of the text'],
    ['\n {', 'line 2, column 3: a member name is missing before the end of the text'],
    ['{"a":1}\n }', 'line 2, column 2: "}" after the end of the document'],
    ['{"list":[1\n 2]}', 'line 2, column 2: a comma or ] is missing before "2"'],
    ['{"list":[1,]}', 'line 1, column 12: a value is missing before "]"'],
    ['{"list":[,1]}', 'line 1, column 10: a value is missing before ","'],
    ['{"list":[1', 'line 1, column 11: a comma or ] is missing before the end of the text'],
    ['{"list":[1,', 'line 1, column 12: a value is missing before the end of the text'],
    ['{"list":[', 'line 1, column 10: a value is missing before the end of the text'],
    ['{"list":[{"a":1,\n"b":"x}]}', 'line 2, column 5: a string that is not closed or has a forbidden character'],
    ['{"list":[12a]}', 'line 1, column 12: a comma or ] is missing before "a"'],
    ['{"list":[nul]}', 'line 1, column 10: a value is missing before "n"'],
    ['{"list":[1],\n"b":x}', 'line 2, column 5: a value is missing before "x"'],
    ['{"list":[1]\n"b":1}', 'line 2, column 1: a comma or } is missing before """'],
    ['{"list":[1,{}],\n"b" 1}', 'line 2, column 5: a colon is missing before "1"'],
    ['{"list":[\n\n1],"b":1,"b":2}', 'line 3, column 10: the member "b" stands twice'],
    ['{"body":{"list":[1],"list":[2]}}', 'line 1, column 21: the member "list" stands twice'],
    ['{"a\\x":1}', 'line 1, column 2: a member name that is not closed or has a forbidden character'],
    ['{"a', 'line 1, column 2: a member name that is not closed or has a forbidden character'],
    ['{"@context":{"a":1,\n "a":2}}', 'line 2, column 2: the member "a" stands twice'],
  ])('%j', (text, expected) => {
    const { detail, line, column } = refusal(text);
    expect(detail).toBe(expected);
    expect(detail).toContain(`line ${line}, column ${column}:`);
    expect(told(text.split('')).end).toEqual(told([text]).end);
  });

  test('and doubled members with their pointer', () => {
    expect(refusal('{"b":{"c":1,"c":1},"list":[]}').at).toBe('/b/c');
    expect(isRefusal(told(['{"id":1,"id":2}']).end)).toBe(false);
  });

  test('and half a character of the rest, too', () => {
    expect(refusal('{"list":[],"b":["\\ud800"]}').at).toBe('/b/0');
    expect(refusal('{"@context":"\\ud800"}').at).toBe('/@context');
  });
});

describe('limits', () => {
  test('bound the depth everywhere', () => {
    const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(isRefusal(told([`{"list":[${deep(14)}],"a":${deep(15)}}`]).end)).toBe(false);
    expect(refusal(`{"list":[${deep(15)}]}`)).toMatchObject({ refused: 'malformed', column: 10 });
    expect(refusal(`{"a":${deep(16)}}`).detail).toContain('16 levels');
    expect(refusal('['.repeat(500_000)).detail).toContain('16 levels');
    expect(refusal(`{"list":[${'{"a":'.repeat(30_000)}`).detail).toContain('16 levels');
  });

  test('bound the whole text, one item and the rest', () => {
    const long = `"${'x'.repeat(1000)}"`;
    const text = `{"a":${long},"list":[${long},${long}]}`;
    expect(isRefusal(told([text], { length: 3100, item: 1002, frame: 1100 }).end)).toBe(false);
    expect(refusal(text, { length: 3000 }).refused).toBe('too-large');
    expect(refusal(text, { item: 1001 })).toMatchObject({ refused: 'too-large', line: 1 });
    expect(refusal(text, { frame: 1001 }).refused).toBe('too-large');
  });

  test('stop a value that never ends', () => {
    const endless = Array.from({ length: 3000 }, () => 'x'.repeat(100));
    for (const start of ['{"list":["', '{"list":[["', '{"a":"', '"', '{"', '{"list":[[1,"'])
      expect(told([start, ...endless], { length: Number.POSITIVE_INFINITY }).end).toHaveProperty('refused');
  });

  test('let any amount of white space stand between items', () => {
    const space = Array.from({ length: 500 }, () => ' \n'.repeat(1000));
    const limits = { length: Number.POSITIVE_INFINITY, frame: 10_000, item: 10_000 };
    expect(told(['{"list":[1,', ...space, '2]}'], limits).items.map(({ line }) => line)).toEqual([1, 500_001]);
    expect(told(['{', ...space, '}'], limits).end).toHaveProperty('refused', 'too-large');
  });

  test('are told again at every write', () => {
    const splitter = jsonSplitter(
      { lists: [], early: '', mayRepeat: new Set(), items: () => undefined, member: () => undefined },
      { ...roomy, length: 3 },
    );
    const first = splitter.write('[1,2]');
    expect(first).toMatchObject({ refused: 'too-large' });
    expect(splitter.write(']')).toBe(first);
    expect(splitter.end()).toBe(first);
  });
});

test('a refusal by who takes the items ends the reading', () => {
  const seen: string[] = [];
  const splitter = jsonSplitter(
    {
      lists: ['/list'],
      early: '',
      mayRepeat: new Set(),
      items: (some) => {
        seen.push(...some.map(({ text }) => text));
        return refuse('malformed', 'enough');
      },
      member: () => undefined,
    },
    roomy,
  );
  expect(splitter.write('{"list":[1,2')).toMatchObject({ detail: 'enough' });
  expect(splitter.write(',3]}')).toMatchObject({ detail: 'enough' });
  expect(seen).toEqual(['1']);
});

test('an item that comes in many pieces is not looked through again and again', () => {
  const list = Array.from({ length: 60_000 }, (_, index) => `"urn:example:${index} x"`);
  const text = `{"list":[{"a":[${list.join(',')}]}]}`;
  const { items } = told(text.match(/[\s\S]{1,100}/g) ?? [], { length: 10_000_000, item: 10_000_000 });
  expect(items.map((item) => item.text.length)).toEqual([text.length - 11]);
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
