import * as v from 'valibot';
import { expect, test } from 'vitest';
import { urlsMember } from './urls-of-environment.ts';

test('an installation names the base URL of each market, or of none', () => {
  const urls = { eu: 'https://hub.example', ru: 'http://127.0.0.1:9/' };
  expect(v.parse(urlsMember, JSON.stringify(urls))).toEqual(urls);
  expect(v.parse(urlsMember, '{}')).toEqual({});
});

test.each(['', 'https://hub.example', '["https://hub.example"]', '{"eu":"nowhere"}', '{"E U":"https://hub.example"}'])(
  '%j is no such map',
  (text) => expect(v.safeParse(urlsMember, text).success).toBe(false),
);
