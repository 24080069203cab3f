import { describe, expect, test } from 'vitest';
import { parseQuery, parseTemplate } from './sql-parse.ts';

describe('a query', () => {
  test('is read whatever the case of its words', () => {
    expect(parseQuery("select * As m, topic(2) aS t\n from 'a/+' WHERE n >= -1.5")).toEqual({
      items: [
        { kind: 'payload', as: 'm' },
        { kind: 'value', expression: { kind: 'topic', level: 2 }, as: 't' },
      ],
      filter: 'a/+',
      where: { left: { kind: 'member', path: ['n'] }, operator: '>=', right: { kind: 'literal', value: -1.5 } },
    });
  });
});

describe('what is not understood is refused with its place', () => {
  test.each([
    ['SELECT * FROM a', 'topic filter in quotes'],
    ["SELECT FROM 'a'", 'a name'],
    ["SELECT topic(2) FROM 'a'", 'AS and a name'],
    ["SELECT topic(0) AS t FROM 'a'", 'counted from 1'],
    ["SELECT sha256(a) AS t FROM 'a'", 'not sha256'],
    ["SELECT encode(a, 'base64') AS t FROM 'a'", 'not encode'],
    ["SELECT a + b AS t FROM 'a'", 'at character 10'],
    ["SELECT * FROM 'a' WHERE n > 1 AND n < 3", 'the end'],
    ["SELECT * FROM 'a' WHERE n", 'one of ='],
    ["SELECT * FROM 'a/#/b'", 'last level'],
    ["SELECT * FROM 'a' GROUP", 'WHERE'],
    ["SELECT VALUE x FROM 'a'", 'expected FROM'],
  ])('%s', (sql, reason) => expect(() => parseQuery(sql)).toThrow(reason));
});

test('a template with a value not understood is refused', () => {
  expect(() => parseTemplate(`x/\${principal()}`)).toThrow('not principal');
});
