import type { Refusal } from '../refusal.ts';
import { readCsv } from './csv/read-csv.ts';
import { readEpcis } from './epcis-documents.ts';
import { readExchangeDocument } from './exchange-documents.ts';
import type { Mapping } from './mapping.ts';
import type { Prefixes, ReadBack } from './results.ts';

/** Reads a document as a mapping says: events, or a message for others to act on; or all that is wrong, with line and column. */
export function readMapped(mapping: Mapping, text: string, prefixes: Prefixes): ReadBack | Refusal[] {
  switch (mapping.format) {
    case 'csv':
      return readCsv(mapping, text, prefixes);
    case 'serial-exchange':
      return readExchangeDocument(mapping, text);
    default:
      return readEpcis(mapping, text);
  }
}
