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
  /** `pointer`: from the head, in the model. */
  inHead(pointer: string): Place;
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
    inHead: (pointer) => ({ path: isXml ? xmlHead(pointer) : jsonHead(pointer) }),
  };
}

/** Elements have a name with a capital in front; members of a document do not. */
const isXmlPath = (path: string) => /^\/[A-Z]|\[\d+\]/.test(path);

const jsonHead = (pointer: string) => pointer.replace(/^\/masterData/, '/epcisHeader/epcisMasterData/vocabularyList');

const xmlHead = (pointer: string) =>
  xmlPath(pointer).replace(/^\/masterData\[/, '/EPCISHeader/extension/EPCISMasterData/VocabularyList/Vocabulary[');
