import { describe, expect, test } from 'vitest';
import { documentType } from './document-type.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const utf16 = (text: string) => new Uint8Array(Uint16Array.from(text, (unit) => unit.charCodeAt(0)).buffer);

describe('a file that is dropped', () => {
  test('is known by how it begins, whatever it is called', () => {
    expect(documentType(bytes('\ufeff \n<?xml version="1.0"?>'))).toEqual({
      contentType: 'application/xml',
      isUtf8: true,
    });
    expect(documentType(bytes('\r\n{"type":"EPCISDocument"}'))).toEqual({
      contentType: 'application/json',
      isUtf8: true,
    });
  });

  test('goes the way that keeps its bytes when it is UTF-16', () => {
    expect(documentType(utf16('\ufeff<a/>'))).toEqual({ contentType: 'application/xml', isUtf8: false });
  });

  test.each(['', '  ', 'PK\u0003\u0004', 'epc,time'])('%j is sent nowhere, and what to choose is said', (text) => {
    expect(() => documentType(bytes(text))).toThrow(/Choose EPCIS/);
  });
});
