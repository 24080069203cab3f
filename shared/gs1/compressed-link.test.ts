import { describe, expect, test } from 'vitest';
import { compressionProblem } from './compressed-link.ts';
import { readDigitalLink } from './digital-link.ts';

describe('compressed link', () => {
  test.each([
    // (01) and a GTIN packed behind 0000 0001, an SSCC behind 0000 0000, a GTIN with serial behind 0000 1100.
    'https://id.gs1.org/ARFKk4XB0CAd',
    'https://id.gs1.org/AAtWm8h3wQk2Zg',
    'https://packs.example/a/DBHKVAdpQgnKtXnz?x=1',
  ])('%s is refused as unsupported, with the way out', (link) =>
    expect(readDigitalLink(link)).toMatchObject({
      refused: 'unsupported',
      rule: 'GS1 Digital Link URI: Compression',
      remedy: expect.stringContaining('uncompressed'),
    }),
  );

  test.each([
    'https://id.gs1.org/',
    'https://id.gs1.org/products',
    'https://id.gs1.org/products/Aspirin-500-Tablets',
    'https://ref.gs1.org/cbv/BizStep-shipping',
    'https://id.gs1.org/ARFKk4XB0CAd/more.html',
    'ftp://id.gs1.org/ARFKk4XB0CAd',
  ])('%s is not taken for one', (link) => {
    expect(compressionProblem(link)).toBeUndefined();
    expect(readDigitalLink(link)).toMatchObject({ refused: 'malformed' });
  });

  test.each([
    ['digits', `https://id.gs1.org/eg${'1'.repeat(7000)}`],
    ['digits and no end', `https://id.gs1.org/eg${'1'.repeat(80_000)}`],
    ['segments', `https://id.gs1.org${'/egg'.repeat(1900)}`],
  ])('a text of thousands of %s is told apart in one pass', (_, text) =>
    expect(readDigitalLink(text)).toHaveProperty('refused'),
  );

  test('a text longer than any link is not looked at', () =>
    expect(readDigitalLink(`https://id.gs1.org/eg${'1'.repeat(80_000)}`)).toMatchObject({
      refused: 'too-large',
      detail: expect.stringContaining('at most 8192'),
    }));

  test('a link with a key is never one', () =>
    expect(readDigitalLink('https://id.gs1.org/01/09521321543218/21/DBHKVAdpQgnKtXnz')).not.toHaveProperty('refused'));
});
