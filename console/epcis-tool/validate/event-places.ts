import type { DocumentForm } from '#shared/epcis/document.ts';
import { placeOf } from '../problems/problem.ts';
import { xmlPath } from './xml-path.ts';

/** Where something stands in a document. */
export interface Place {
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
}

/** Remembers where the events of a document stand, in a few bytes each, and leads from there to what is inside. */
export interface EventPlaces {
  /** `at` as the reader said it. */
  note(index: number, at: string | undefined): void;
  /** `pointer`: from the event, in the model. */
  inside(index: number, pointer: string): Place;
  /** `pointer`: from the head, in the model. `form`: what the document is; `isXml`: how it is written. */
  inHead(pointer: string, isXml: boolean, form: DocumentForm): Place;
}

export function eventPlaces(): EventPlaces {
  const lines: number[] = [];
  let latest: { index: number; place: Place } | undefined;
  let list = '/';
  let isXml = false;
  return {
    note: (index, at = '') => {
      const place = placeOf(at);
      latest = { index, place };
      if (place.line !== undefined) lines[index] = place.line;
      isXml = isXmlPath(place.path);
      if (!isXml) list = place.path.replace(/\d+$/, '');
    },
    inside: (index, pointer) => {
      if (latest?.index === index) {
        const { path, ...place } = latest.place;
        return { ...place, path: path + (isXml ? xmlPath(pointer) : pointer) };
      }
      const line = lines[index];
      const path = isXml ? `/EPCISBody/EventList/*[${index + 1}]${xmlPath(pointer)}` : `${list}${index}${pointer}`;
      return { path, ...(line === undefined ? {} : { line }) };
    },
    inHead: (pointer, isXml, form) => ({ path: isXml ? xmlHead(pointer, form) : jsonHead(pointer) }),
  };
}

/** Elements have a name with a capital in front; members of a document do not. */
const isXmlPath = (path: string) => /^\/[A-Z]|\[\d+\]/.test(path);

const jsonHead = (pointer: string) => pointer.replace(/^\/masterData/, '/epcisHeader/epcisMasterData/vocabularyList');

/** Where master data stands in most documents of each form; the root is no step of a path. */
const vocabularyLists: Readonly<Record<DocumentForm, string>> = {
  EPCISDocument: '/EPCISHeader/extension/EPCISMasterData/VocabularyList',
  EPCISQueryDocument: '/EPCISBody/QueryResults/resultsBody/VocabularyList',
  EPCISMasterDataDocument: '/EPCISBody/VocabularyList',
  bare: '',
};

const xmlHead = (pointer: string, form: DocumentForm) =>
  xmlPath(pointer).replace(/^\/masterData\[/, `${vocabularyLists[form]}/Vocabulary[`);
