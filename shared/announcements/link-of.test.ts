import { expect, test } from 'vitest';
import { linkOf } from './link-of.ts';

test.each<[Record<string, unknown>, string | undefined]>([
  [{ alert: 'DE-0000 1', country: 'DE' }, '/api/nmvs/alerts/DE-0000%201'],
  [{ case: 'c1', of: 'desk' }, '/api/desk/cases/c1'],
  [{ case: 'c1' }, '/api/dscsa/cases/c1'],
  [{ lot: 'L/1', gtin: '09521321543218' }, '/api/lots/L%2F1?gtin=09521321543218'],
  [{ nothing: 1 }, undefined],
])('an announcement of %j leads to %s', (data, link) => expect(linkOf(data)).toBe(link));
