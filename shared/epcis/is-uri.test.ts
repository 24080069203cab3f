import { expect, test } from 'vitest';
import { hasUriCharacters, isUri } from './is-uri.ts';

test.each([
  'urn:epc:id:sgtin:9521321.054321.A%2F1',
  'https://id.gs1.org/01/09521321543218/21/A1?x=1#f',
  'ni:///sha-256;ab?ver=CBV2.0',
  'ex:local',
  'mailto:a@b',
  'https://example.org/é',
])('%s is a URI', (text) => expect(isUri(text)).toBe(true));

test.each([
  '',
  'x',
  ':x',
  '1ex:x',
  'ex:',
  'ex: x',
  'urn:x:{1}',
  'urn:x:"1"',
  'urn:x:\\1',
  '(01)0952',
  'größe:x',
  'urn:x:\u00a0',
])('%j is none', (text) => expect(isUri(text)).toBe(false));

test.each([' ', '\n', '<', '>', '"', '{', '}', '|', '\\', '^', '`', '\u2028'])('%j stands in no URI', (character) => {
  expect(hasUriCharacters(`urn:x:${character}`)).toBe(false);
});
