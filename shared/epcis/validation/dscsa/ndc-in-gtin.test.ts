import { expect, test } from 'vitest';
import { ndcContradicts } from './ndc-in-gtin.ts';

test.each([
  ['99999-1234-05', '00399999123453', false],
  ['09999-1234-56', '00399991234561', false],
  ['99999-0123-45', '00399999123457', false],
  ['9999-1234-56', '00399991234561', false],
  ['99999-1235-05', '00399999123453', true],
  ['99999-1234-15', '00399999123453', true],
  ['99999-1234-05', '30399999123454', false],
  ['99999-1234-05', '09521321543218', false],
  ['n/a', '00399999123453', false],
  ['', '', false],
])('NDC %s contradicts GTIN %s: %s', (ndc, gtin, expected) => expect(ndcContradicts(ndc, gtin)).toBe(expected));
