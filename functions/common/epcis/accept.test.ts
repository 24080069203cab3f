import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { preferred } from './accept.ts';

const offered = ['application/json', 'application/ld+json', 'application/xml', 'text/xml'] as const;

describe('the media type of an answer', () => {
  test.each<[string | undefined, string | undefined]>([
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['application/xml', 'application/xml'],
    ['Application/XML; charset=utf-8', 'application/xml'],
    ['text/*', 'text/xml'],
    ['application/*', 'application/json'],
    ['application/json;q=0.5, application/xml', 'application/xml'],
    ['application/json;q=0.5, text/xml;q=0.7', 'text/xml'],
    ['application/xml, application/json', 'application/json'],
    ['application/json;q=0, */*;q=0.1', 'application/ld+json'],
    ['application/*;q=0, */*', 'text/xml'],
    ['text/html', undefined],
    ['text/html, */*;q=0', undefined],
    ['application/json;q=nonsense', undefined],
  ])('for Accept: %s is %s', (accept, wanted) => expect(preferred(accept, offered)).toBe(wanted));

  test('is always one that was offered, whatever the header says', () => {
    fc.assert(
      fc.property(fc.string(), (accept) => {
        expect([undefined, ...offered]).toContain(preferred(accept, offered));
      }),
    );
  });
});
