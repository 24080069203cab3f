import { describe, expect, test } from 'vitest';
import { isRefusal } from '../refusal.ts';
import { isDoubtful } from './doubtful-link.ts';
import { findInPath } from './link-path.ts';

function doubtful(text: string): boolean {
  const found = findInPath(text);
  if (found === undefined || isRefusal(found)) throw new Error(`${text} has no key`);
  return isDoubtful(text, found);
}

describe('a key in a foreign address', () => {
  test.each([
    'https://erp.example/orders/401/4500012345',
    'https://erp.example/a/8010/1234',
    'https://user@erp.example:8080/a/8004/1234',
    'https://erp.example/party/1234567890123',
    'https://erp.example/party/1234567890123?from=id.gs1.org/',
    'https://erp.example/253/1234567890123',
    'https://notgs1.org/party/1234567890123',
    'https://gs1.company/party/1234567890123',
  ])('%s is doubted', (text) => expect(doubtful(text)).toBe(true));

  test.each([
    'https://erp.example/401/4500012345',
    'https://erp.example/orders/ginc/4500012345',
    'https://erp.example/a/party/1234567890128',
    'https://erp.example/a/gln/1234567890123',
    'https://erp.example/a/01/97803111',
    'https://erp.example/a/00/195213212345678903',
    'https://id.gs1.org/orders/401/4500012345',
    'https://ID.GS1.ORG/party/1234567890123',
    'https://id.gs1.de/party/1234567890123',
    'https://gs1.org/party/1234567890123',
  ])('%s is believed', (text) => expect(doubtful(text)).toBe(false));
});
