import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate, fillTemplate, type Message, SqlFailure } from './sql-evaluate.ts';
import { parseQuery, parseTemplate } from './sql-parse.ts';

const message = (payload: unknown, more: Partial<Message> = {}): Message => ({
  topic: 'seriate/acme/basel/1/capture',
  payload: Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)),
  clientId: 'basel',
  at: 1_700_000_000_123,
  newUuid: () => 'a-uuid',
  ...more,
});
const outcome = (sql: string, payload: unknown, more?: Partial<Message>) => {
  const made = evaluate(parseQuery(sql), message(payload, more));
  return made && Buffer.from(made).toString();
};
const selected = (items: string, payload: unknown) =>
  JSON.parse(outcome(`SELECT ${items} FROM 'a/#'`, payload) ?? 'null');

describe('SELECT', () => {
  test.each([
    ['*', { a: 1 }, { a: 1 }],
    ['*', [1, 2], [1, 2]],
    ['* AS message', { a: 1 }, { message: { a: 1 } }],
    ['* AS message', [1], { message: [1] }],
    ["*, 15 AS speed, 'x' AS unit, true AS on", { a: 1 }, { a: 1, speed: 15, unit: 'x', on: true }],
    ['*, 2 AS a', { a: 1 }, { a: 2 }],
    ['a.b', { a: { b: 'deep' } }, { b: 'deep' }],
    ['a.b AS c', { a: { b: 'deep' } }, { c: 'deep' }],
    ['a.b AS c, x AS y', { a: 1 }, {}],
    ['topic() AS t, topic(2) AS tenant, topic(9) AS none', {}, { t: 'seriate/acme/basel/1/capture', tenant: 'acme' }],
    [
      'clientid() AS who, timestamp() AS at, newuuid() AS id',
      {},
      { who: 'basel', at: 1_700_000_000_123, id: 'a-uuid' },
    ],
    ["encode(*, 'base64') AS body", 'not json', { body: Buffer.from('not json').toString('base64') }],
  ])('%s of %j is %j', (items, payload, expected) => expect(selected(items, payload)).toEqual(expected));

  test('the statement of the capture rule nests the message and names its line', () => {
    const sql =
      "SELECT * as message, topic(2) as tenant, topic(3) as site, topic(4) as line FROM 'seriate/+/+/+/capture'";
    expect(JSON.parse(outcome(sql, { kind: 'epcis' }) ?? '')).toEqual({
      message: { kind: 'epcis' },
      tenant: 'acme',
      site: 'basel',
      line: '1',
    });
  });

  test('a message without a client, over HTTP, has n/a for one', () => {
    expect(outcome("SELECT clientid() AS who FROM 'a'", {}, { clientId: undefined })).toBe('{"who":"n/a"}');
  });

  test('numbers travel digit by digit', () => {
    expect(outcome("SELECT * AS m FROM 'a'", '{"n":12345678901234567890.10}')).toBe(
      '{"m":{"n":12345678901234567890.10}}',
    );
  });

  test('bytes that are not JSON pass * as they are, but have no value under a name', () => {
    expect(outcome("SELECT * FROM 'a'", '\x00\x01')).toBe('\x00\x01');
    expect(outcome("SELECT *, topic() AS t FROM 'a'", 'plain')).toBe('plain');
    expect(() => outcome("SELECT * AS m FROM 'a'", 'plain')).toThrow(SqlFailure);
    expect(() => outcome("SELECT * AS m FROM 'a'", '{')).toThrow('not JSON');
  });

  test('an empty message can have members added', () => {
    expect(outcome("SELECT *, 1 AS a FROM 'a'", '')).toBe('{"a":1}');
    expect(outcome("SELECT * AS m, 1 AS a FROM 'a'", '')).toBe('{"a":1}');
  });

  test('every JSON payload survives * AS m', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(selected('* AS m', JSON.stringify(value))).toEqual({ m: JSON.parse(JSON.stringify(value)) });
      }),
    );
  });
});

describe('WHERE', () => {
  test.each([
    ['n = 5', true],
    ['n <> 5', false],
    ['n != 4', true],
    ['n > 4', true],
    ['n >= 6', false],
    ['n < 5', false],
    ['n <= 5', true],
    ["s = 'x'", true],
    ["s = 'y'", false],
    ['digits > 9', true],
    ['s > 1', false],
    ['flag = true', true],
    ['missing = 5', false],
    ['missing <> 5', false],
    ["topic(2) = 'acme'", true],
    ["'it''s' = quoted", true],
  ])('%s: %s', (condition, holds) => {
    const payload = { n: 5, s: 'x', digits: '10', flag: true, quoted: "it's" };
    expect(outcome(`SELECT * FROM 'a' WHERE ${condition}`, payload) !== undefined).toBe(holds);
  });
});

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: substitution templates of AWS IoT, not of JavaScript
describe('a template', () => {
  test('is filled with values of the message', () => {
    const template = parseTemplate('undelivered/${topic()}/${timestamp()}-${newuuid()}-${a.b}${none}.json');
    const filled = 'undelivered/seriate/acme/basel/1/capture/1700000000123-a-uuid-7.json';
    expect(fillTemplate(template, message({ a: { b: 7 } }))).toBe(filled);
  });
});
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: substitution templates of AWS IoT, not of JavaScript
