import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isUri } from '../epcis/is-uri.ts';
import { identifierFault } from '../epcis/validation/identifier-fault.ts';
import { isRefusal } from '../refusal.ts';
import { documentId } from './document-id.ts';

const gln = '9521323000016';

test.each([
  ['PO-1', `urn:epcglobal:cbv:bt:${gln}:PO-1`],
  ['PO 2/ü "x"', `urn:epcglobal:cbv:bt:${gln}:PO%202%2F%C3%BC%20%22x%22`],
  ['PO:1', `urn:epcglobal:cbv:bt:${gln}:PO%3A1`],
])('a plain number is a document of its party: %s', (number, uri) => expect(documentId(number, gln)).toBe(uri));

test.each([
  `urn:epcglobal:cbv:bt:4012345000009:PO-1`,
  'https://erp.example.com/po/1',
  'urn:epc:id:gdti:9521234.00001.1',
])('a URI stays as it is: %s', (uri) => expect(documentId(documentId(uri, gln).toString(), gln)).toBe(uri));

test.each(['urn:epcglobal:cbv:bt:12:PO', 'urn:x', 'http://a b', 'urn:epc:id:gdti:9521234.1', '', '\ud800', 'a\u0000'])(
  'what the repository would refuse is refused here: %j',
  (said) =>
    expect(documentId(said, gln)).toMatchObject({ rule: expect.stringContaining('CBV'), remedy: expect.any(String) }),
);

test('a plain number of nobody names no document', () =>
  expect(documentId('PO-1', undefined)).toMatchObject({ detail: expect.stringContaining('whose document') }));

test('whatever is taken is a URI, and taken again is the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (said) => {
      const id = documentId(said, gln);
      if (isRefusal(id)) return;
      expect(isUri(id) && identifierFault('', id)?.severity !== 'error').toBe(true);
      expect(documentId(id, undefined)).toBe(id);
    }),
  );
});
