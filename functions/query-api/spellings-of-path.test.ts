import { expect, test } from 'vitest';
import { spellingsOfPath } from './spellings-of-path.ts';

const hash = 'ni:///sha-256;4f8d?ver=CBV2.0';

test.each([
  ['urn:uuid:1', 'urn:uuid:1'],
  ['https:/id.gs1.org/414/1', 'https://id.gs1.org/414/1'],
  ['https%3A%2F%2Fid.gs1.org%2F414%2F1', 'https://id.gs1.org/414/1'],
  ['ni:/sha-256;4f8d?ver=CBV2.0', hash],
  ['ni:///sha-256;4f8d?ver=CBV2.0', hash],
  [encodeURIComponent(hash), hash],
  ['50%', '50%'],
])('the rest of a path %s may mean %s', (rest, meant) => {
  expect(spellingsOfPath(rest)).toContain(meant);
});
