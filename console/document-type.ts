import { Problem } from './api.ts';

/** Bytes at the start of a document that tell what it is. */
export const BYTES_TO_TELL = 1024;

/** White space, byte order marks, and the other half of a UTF-16 character. */
const passedOver = new Set([0x00, 0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf, 0xfe, 0xff]);

export interface DocumentType {
  readonly contentType: 'application/json' | 'application/xml';
  /** False for UTF-16, which a gateway that takes bodies for text does not hand on whole. */
  readonly isUtf8: boolean;
}

/**
 * What a document is, by how it begins: names and types of files on a disk are often wrong.
 *
 * @throws Problem when it is neither XML nor JSON
 */
export function documentType(start: Uint8Array): DocumentType {
  const isUtf8 = !start.subarray(0, 2).some((byte) => byte === 0x00 || byte === 0xfe || byte === 0xff);
  const first = start.find((byte) => !passedOver.has(byte));
  if (first === 0x3c) return { contentType: 'application/xml', isUtf8 };
  if (first === 0x7b) return { contentType: 'application/json', isUtf8 };
  throw new Problem({
    title: 'This is no EPCIS document',
    detail: first === undefined ? 'the file is empty' : 'it begins neither with < nor with {',
    rule: 'EPCIS 2.0, REST binding, media types',
    remedy: 'Choose EPCIS JSON-LD 2.0, or XML 1.2 or 2.0; unpack archives first',
  });
}
