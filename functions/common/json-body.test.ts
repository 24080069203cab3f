import { expect, test } from 'vitest';
import { readJsonBody } from './json-body.ts';
import { Refused } from './refused.ts';

function refusalOf(text: string) {
  try {
    return readJsonBody(text);
  } catch (error) {
    return error instanceof Refused ? error.refusal : error;
  }
}

test.each([
  ['{"role":"qa","role":"administrator"}', '/role', 'the member "role" stands twice'],
  ['not', '/', 'not JSON'],
  ['', '/', 'not JSON'],
  ['['.repeat(100_000) + ']'.repeat(100_000), '/', 'nested deeper than'],
])('%.40s is refused with place, rule and remedy', (text, at, detail) => {
  expect(refusalOf(text)).toMatchObject({
    ...{ refused: 'malformed', at, detail: expect.stringContaining(detail) },
    ...{ rule: expect.stringContaining('RFC 8259'), remedy: expect.stringMatching(/./) },
  });
});

test('numbers of a body are what JavaScript makes of them', () => {
  expect(readJsonBody('{"a":1.10,"b":"x:y"}')).toEqual({ a: 1.1, b: 'x:y' });
});
