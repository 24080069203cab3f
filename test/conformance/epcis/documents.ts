import type { EpcisDocument } from '#shared/epcis/document.ts';
import { isTime } from '#shared/epcis/time.ts';
import { epcisForms, orThrow } from '../../kit/epcis-forms.ts';
import { corpusJson, corpusText, hasCorpus } from './corpus.ts';

/** A document of the corpus, as its index describes it. */
export interface Listed {
  readonly file: string;
  readonly source: string;
  readonly format: 'json-2.0' | 'xml-1.2' | 'xml-2.0';
  readonly root: string;
  readonly eventTypes: readonly string[];
  /** What the published schema says; null where none applies, as for a bare event in XML. */
  readonly schemaValid: boolean | null;
}

/** Every document of the corpus' index; none where there is no corpus. */
export const listedDocuments: readonly Listed[] = hasCorpus ? corpusJson<Listed[]>('index.json') : [];

/** A document of the corpus, read by what it is. */
export function readListed(file: string): EpcisDocument {
  const text = corpusText(file);
  return orThrow(epcisForms[/^\ufeff?\s*</.test(text) ? 'XML 2.0' : 'JSON 2.0'].read(text));
}

/**
 * The document with a creation date that has a zone. Fragments have none, and some senders leave the zone out; the reader
 * of XML takes that, JSON and its reader want it, and whoever converts knows a date.
 */
export const dated = (document: EpcisDocument): EpcisDocument =>
  isTime(document.creationDate ?? '') ? document : { ...document, creationDate: '2026-03-01T10:00:00Z' };
