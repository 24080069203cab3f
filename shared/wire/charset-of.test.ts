import { expect, test } from 'vitest';
import { charsetOf } from './charset-of.ts';

test.each([
  ['text/xml; charset=utf-16', 'utf-16'],
  ['application/xml;CHARSET="ISO-8859-1"', 'ISO-8859-1'],
  ['application/soap+xml; action="urn:x"; charset = utf-8', 'utf-8'],
  ['application/xml', undefined],
  ['application/json; charset=utf-16', undefined],
  ['', undefined],
])('%s names the charset %s', (contentType, charset) => expect(charsetOf(contentType)).toBe(charset));
